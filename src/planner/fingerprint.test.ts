import { describe, expect, test } from "vitest";
import { digestOf, type PlanTextOptions, planText } from "../testing/plans/plan-kit.ts";
import { artifactOf, csvArtifact as csv, planned } from "../testing/plans/planned.ts";
import { canonicalJson } from "./index.ts";

describe("a fingerprint", () => {
  const of = (options: PlanTextOptions & { readonly text?: string } = {}) =>
    artifactOf(planned(options.text ?? csv('delimiter: "${D}"'), { env: { D: ";" }, ...options }), "a").fingerprint;
  const changed = (other: ReturnType<typeof of>) => {
    const parts = Object.entries(of());
    return parts
      .filter(
        ([key, value]) => JSON.stringify(Object.entries(other).find(([k]) => k === key)?.[1]) !== JSON.stringify(value),
      )
      .map(([key]) => key);
  };

  test("is the same for the same", () => expect(of()).toEqual(of()));

  test("names its parts", () => {
    expect(of()).toMatchObject({
      component: "csv@1.2.3",
      plugin: digestOf("kit"),
      files: { path: digestOf("a,b\n") },
      ...{ rulesets: {}, inputSchemas: [], recordFormat: 1 },
    });
  });

  test.each<[string, Parameters<typeof of>[0], string[]]>([
    ["a variable's value", { env: { D: "|" } }, ["configResolved"]],
    ["the store's key", { context: { hmacKey: new Uint8Array(32).fill(1) } }, ["configResolved"]],
    ["a file's content", { files: { "/here/book/a.csv": "x" } }, ["files"]],
    ["what is written", { text: csv("delimiter: ';'") }, ["configWritten"]],
    [
      "output_schema",
      { text: csv('delimiter: "${D}"').replace("a: {", 'a: { output_schema: "standard_input:1.0.0",') },
      ["configWritten"],
    ],
  ])("changes with %s, and only there", (_name, options, parts) => {
    expect(changed(of(options))).toEqual([...parts, "digest"]);
  });

  test("does not change with the order of properties, nor with what is not about the content", () => {
    const text =
      "  a: { name: Other, tags: [t], source: { type: csv, properties: { delimiter: '${D}', path: a.csv } } }\n";
    expect(of({ text }).configWritten).toBe(of().configWritten);
    expect(of({ text }).digest).toBe(of().digest);
  });

  test("of a pass-through changes with wct's version", () => {
    const passed = (wctVersion: string) =>
      artifactOf(planned(`${csv()}  p: { inputs: a }\n`, { context: { wctVersion } }), "p").fingerprint;
    expect(passed("0.1.0")).toMatchObject({ component: "pass-through", inputSchemas: ["standard_input:1.0.0"] });
    expect(passed("0.1.0").digest).not.toBe(passed("0.2.0").digest);
  });
});

test("the digest of a fingerprint is that of its parts as canonical JSON", () => {
  const { fingerprint } = artifactOf(planned(`${csv()}  p: { inputs: a }\n`), "p");
  const { digest, ...parts } = fingerprint;
  expect(digest).toBe(digestOf(canonicalJson(parts)));
});

test("a plan under another key is what planning again with that key gives", () => {
  const text = `name: n\ndescription: d\nartifacts:\n${csv('delimiter: "${D}"')}${csv().replace("a:", "b:")}  p: { inputs: [a, b] }\n`;
  const key = new Uint8Array(32).fill(7);
  const env = { D: "|" };
  const [first, again] = [planText(text, { env }), planText(text, { env, context: { hmacKey: key } })];
  if (!first.ok || !again.ok) throw new Error("the runbook is not valid");
  expect(JSON.stringify(first.rekeyed(key))).toBe(JSON.stringify(again.plan));
  expect(first.plan).not.toEqual(again.plan);
});
