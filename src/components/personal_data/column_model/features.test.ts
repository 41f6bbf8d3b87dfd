import { expect, test } from "vitest";
import { featuresOf, keyOf } from "./features.ts";

const entity = { person: "self", isThing: false, columns: [["id"], ["first", "name"], ["city"]] } as const;

test("words share parts, so that a word that was never seen is like those that were", () => {
  const [one, other] = ["geburtsort", "geburtsland"].map(
    (word) => new Set(featuresOf({ words: [word], family: "text", entity })),
  );
  expect([...(one ?? [])].filter((feature) => other?.has(feature))).toEqual(
    expect.arrayContaining(["part=^gebu", "part=eburt", "part=rts"]),
  );
});

test("the other columns say what kind of table it is, and its neighbours most", () => {
  const features = featuresOf({ words: ["first", "name"], family: "text", entity });
  expect(features).toEqual(expect.arrayContaining(["beside=id", "beside=city", "before=id", "behind=city"]));
  expect(features).not.toContain("beside=name");
});

test("a feature occurs once, and its key is the same on every machine", () => {
  const features = featuresOf({ words: ["name", "name"], family: "text", entity });
  expect(new Set(features).size).toBe(features.length);
  expect(["bias", "word=Straße"].map(keyOf)).toEqual([keyOf("bias"), keyOf("word=Straße")]);
  expect(keyOf("a")).toBe(0xe40c292c);
});
