import { expect, test } from "vitest";
import { featuresOf, keyOf } from "./features.ts";

const entity = {
  words: ["staff", "list"],
  person: "self",
  isThing: false,
  columns: [["id"], ["first", "name"], ["city"]],
} as const;

test("words share parts, so that a word that was never seen is like those that were", () => {
  const [one, other] = ["geburtsort", "geburtsland"].map(
    (word) => new Set(featuresOf({ words: [word], family: "text", entity }).own),
  );
  expect([...(one ?? [])].filter((feature) => other?.has(feature))).toEqual(
    expect.arrayContaining(["part=^gebu", "part=eburt", "part=rts"]),
  );
});

test("the table's name and the other columns say what kind of table it is, the nearest most", () => {
  const { around } = featuresOf({ words: ["first", "name"], family: "text", entity });
  expect(around).toEqual(["table=staff", "table=list", "tlast=list", "beside=city", "behind=city"]);
});

test("only the columns near it count, so that a wide table does not outweigh the name", () => {
  const columns = Array.from({ length: 500 }, (_, at) => [`word${"abcdefghij".charAt(at % 10)}${"x".repeat(at % 50)}`]);
  const middle = columns[250] ?? [];
  const { around } = featuresOf({ words: middle, family: "text", entity: { ...entity, columns } });
  expect(around.length).toBeLessThanOrEqual(25);
});

test("a feature occurs once, and its key is the same on every machine", () => {
  const { own } = featuresOf({ words: ["name", "name"], family: "text", entity });
  expect(new Set(own).size).toBe(own.length);
  expect(["bias", "word=Straße"].map(keyOf)).toEqual([keyOf("bias"), keyOf("word=Straße")]);
  expect(keyOf("a")).toBe(0xe40c292c);
});
