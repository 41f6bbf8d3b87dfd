import { expect, test } from "vitest";
import type { ArtifactId, SchemaRef } from "../../domain/index.ts";
import { builtInRegistry } from "../plugins/index.ts";
import { chooseExports } from "./outputs.ts";

const registry = builtInRegistry();

const chosen = (schema: string, formats?: readonly string[]) =>
  chooseExports(registry, [{ id: "outer/a" as ArtifactId, schema: schema as SchemaRef }], formats).map(
    ({ fileName }) => fileName,
  );

test("unasked, an output is JSON, and the record of processing its documents too", () => {
  expect(chosen("standard_input:1.0.0")).toEqual(["outer.a.json"]);
  expect(chosen("personal_data_finding:1.0.0")).toEqual(["outer.a.json"]);
  expect(chosen("gdpr_article_30:1.2.0").toSorted()).toEqual(["outer.a.html", "outer.a.json", "outer.a.md"]);
});

test.each(["personal_data_finding:1.0.0", "data_subject_finding:1.1.0", "processing_purpose_finding:1.0.3"])(
  "%s can be asked for in every format",
  (schema) => {
    const formats = [...registry.exporters.keys()];
    expect(chosen(schema, formats)).toHaveLength(formats.length);
  },
);

test("what was extracted has no document, and another major version no exporter that names the schema", () => {
  expect(() => chosen("standard_input:1.0.0", ["html"])).toThrow(/cannot write "outer\/a"/);
  expect(() => chosen("personal_data_finding:2.0.0", ["sarif"])).toThrow(/cannot write/);
});

test("an unknown format lists all that there are, and what opens tables is pointed to XLSX", () => {
  const hintOf = (format: string) => {
    try {
      return chosen("standard_input:1.0.0", [format]);
    } catch (error) {
      return JSON.stringify(error instanceof Error && "diagnostics" in error ? error.diagnostics : null);
    }
  };
  for (const format of registry.exporters.keys()) expect(hintOf("nothing-like-it")).toContain(format);
  expect(hintOf("ods")).toContain('write \\"xlsx\\"');
});
