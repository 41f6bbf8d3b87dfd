import { expect, test } from "vitest";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
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

test("content is the same for the same seed, and differs between seeds", () => {
  const [source] = builtInSchemas;
  const made = (seed: string) => JSON.stringify(sampleContent({ ...source }, { seed, profile: "typical" }));
  expect(made("a")).toBe(made("a"));
  expect(new Set(seeds.map(made)).size).toBeGreaterThan(5);
});

test("a schema's own samples are preferred, then its examples, then its default", () => {
  const sampleOf = (about: string) => {
    const sampled = sampleContent(sourceOf(satisfiableSchemas[about]!), { seed: "0", profile: "typical" });
    return sampled.ok ? sampled.rest["v"] : null;
  };
  expect(["Sampleton", "Musterstadt"]).toContain(sampleOf("examples"));
  expect(sampleOf("samples of our own")).toBe(42);
  expect(sampleOf("a default")).toBe("none");
});

test("every sample of the built-in schemas conforms to the part that it belongs to", () => {
  const wrong: string[] = [];
  let samples = 0;
  const visit = (part: JsonValue, path: string): void => {
    if (Array.isArray(part)) for (const [place, one] of part.entries()) visit(one, `${path}[${place}]`);
    if (!isJsonObject(part)) return;
    const { "x-wct-sample": listed, $id: _, ...schema } = part;
    for (const value of Array.isArray(listed) ? listed : []) {
      samples += 1;
      const whole = { type: "object", properties: { v: schema }, required: ["v"] };
      const issue = compileSchema({ ref: "part:1.0.0", stream: null, jsonSchema: whole }).rest({ v: value });
      if (issue !== null) wrong.push(`${path}: ${issue.path} ${issue.message}`);
    }
    for (const [key, value] of Object.entries(schema)) visit(value, `${path}.${key}`);
  };
  for (const { ref, jsonSchema } of builtInSchemas) visit(jsonSchema, ref);
  expect(wrong).toEqual([]);
  expect(samples).toBeGreaterThan(20);
});

test("addresses in samples are at domains that are reserved for examples", () => {
  for (const source of builtInSchemas) {
    for (const seed of seeds) {
      const text = JSON.stringify(sampleContent(source, { seed, profile: "typical" }));
      for (const [, domain] of text.matchAll(/[\w.*]+@([\w.]+\w)/g)) expect(domain).toMatch(/^example\.(org|com)$/);
    }
  }
});

test("a text of a known format, or a property with a telling name, looks like one", () => {
  const properties = Object.fromEntries(
    ["email", "e_mail", "phone", "date", "url"].map((name) => [name, { type: "string" }]),
  );
  const source = sourceOf({ type: "object", properties, required: Object.keys(properties) });
  const sampled = sampleContent(source, { seed: "0", profile: "minimal" });
  expect(sampled).toMatchObject({
    ok: true,
    rest: {
      email: expect.stringMatching(/^[^@]+@example\.(org|com)$/),
      e_mail: expect.stringMatching(/^[^@]+@example\.(org|com)$/),
      phone: expect.stringMatching(/^\+44 20 7946 0\d{3}$/),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      url: expect.stringMatching(/^https:\/\/(www\.)?example\.(org|com)\//),
    },
  });
});
