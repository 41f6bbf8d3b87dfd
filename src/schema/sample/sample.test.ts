import { expect, test } from "vitest";
import { builtInSchemas } from "../../plugin/index.ts";
import { satisfiableSchemas, unsatisfiableSchemas } from "../../testing/sample-schemas.ts";
import { compileSchema } from "../compile.ts";
import { sampleContent, sampleProfiles } from "./index.ts";

const seeds = Array.from({ length: 12 }, (_, seed) => String(seed));
const sourceOf = (jsonSchema: object) => ({ ref: "sampled:1.0.0", stream: null, jsonSchema: { ...jsonSchema } });

test("more than sixty schemas of many shapes are covered", () => {
  expect(Object.keys(satisfiableSchemas).length).toBeGreaterThan(60);
});

for (const [about, schema] of Object.entries(satisfiableSchemas)) {
  test(`content of a schema with ${about} conforms, with every seed and profile`, () => {
    const source = sourceOf(schema);
    const { rest } = compileSchema(source);
    for (const profile of sampleProfiles) {
      for (const seed of seeds) {
        const sampled = sampleContent(source, { seed, profile });
        expect(sampled).toMatchObject({ ok: true, elements: null });
        expect(sampled.ok && rest(sampled.rest)).toBeNull();
      }
    }
  });
}

for (const [about, { schema, keyword }] of Object.entries(unsatisfiableSchemas)) {
  test(`a schema with ${about} has no content, because of "${keyword}"`, () => {
    expect(sampleContent(sourceOf(schema), { seed: "0", profile: "typical" })).toMatchObject({ ok: false, keyword });
  });
}

for (const source of builtInSchemas) {
  test(`content of ${source.ref} conforms, with every seed and profile`, () => {
    const { element, rest, finish } = compileSchema(source);
    for (const profile of sampleProfiles) {
      for (const seed of seeds) {
        const sampled = sampleContent(source, { seed, profile });
        expect(sampled).toMatchObject({ ok: true });
        if (!sampled.ok) continue;
        expect(rest(sampled.rest)).toBeNull();
        expect((sampled.elements ?? []).map((one) => element(one))).toEqual((sampled.elements ?? []).map(() => null));
        expect(finish(sampled.elements?.length ?? 0)).toBeNull();
      }
    }
  });
}
