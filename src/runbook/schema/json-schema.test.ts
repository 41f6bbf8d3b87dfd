import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { parseRunbook } from "../parse-runbook.ts";
import { runbookJsonSchema } from "./json-schema.ts";

const sqlite = {
  type: "sqlite",
  description: "A SQLite database",
  example: "database_path: ./shop.db",
  configSchema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:sqlite",
    type: "object",
    properties: {
      database_path: { type: "string", "x-wct": "file" },
      password: { type: "string", "x-wct": "secret" },
      sample: { type: "integer", minimum: 1, description: "Rows read per table" },
      strict: { type: "boolean" },
      mode: { enum: ["fast", "thorough"] },
      tables: { type: "array", items: { $ref: "#/$defs/table" } },
    },
    required: ["database_path"],
    additionalProperties: false,
    $defs: { table: { type: "object", properties: { limit: { type: "number" } }, additionalProperties: false } },
  },
};
const analyser = {
  type: "personal_data",
  description: "Finds personal data",
  configSchema: { type: "object", properties: { rules: { const: "all" } }, additionalProperties: false },
};

const schema = runbookJsonSchema({ connectors: [sqlite], processors: [analyser] });
const ajv = new Ajv2020({ strict: false, allErrors: true });
const validate = ajv.compile(schema);

function runbook(artifact: JsonObject, more: JsonObject = {}): JsonObject {
  return { name: "N", description: "D", artifacts: { a: artifact }, ...more };
}

const source = (properties: JsonObject): JsonObject =>
  runbook({ source: { type: "sqlite", properties: { database_path: "a.db", ...properties } } });

test.each<[string, JsonObject]>([
  ["a source", source({ sample: 3, strict: true, mode: "fast", tables: [{ limit: 1 }] })],
  [
    "placeholders for values of any kind",
    source({ sample: "${N}", strict: "${S:-true}", mode: "${M}", tables: [{ limit: "${L}" }] }),
  ],
  ["a secret as a placeholder", source({ password: "${PASSWORD}" })],
  ["one input", runbook({ inputs: "b" })],
  ["a processor", runbook({ inputs: ["b", "c"], process: { type: "personal_data" }, breakpoint: "both" })],
  [
    "a processor with empty properties",
    runbook({ inputs: ["b"], process: { type: "personal_data", properties: null } }),
  ],
  ["reuse", runbook({ reuse: { from_run: "latest", artifact: "b" } })],
  ["config with placeholders", runbook({ inputs: "b" }, { config: { timeout: "${T}", workers: 2, retain: "${R}" } })],
  ["an empty config", runbook({ inputs: "b" }, { config: null })],
])("the schema takes %s", (_what, value) => {
  expect([validate(value), validate.errors]).toEqual([true, null]);
});

test.each<[string, JsonObject]>([
  ["an unknown key", runbook({ inputs: "b" }, { colour: "red" })],
  ["an unknown key of config", runbook({ inputs: "b" }, { config: { colour: "red" } })],
  ["an unknown key of an artifact", runbook({ inputs: "b", colour: "red" })],
  ["an unknown connector", runbook({ source: { type: "sqlit", properties: {} } })],
  ["a processor as a connector", runbook({ source: { type: "personal_data" } })],
  ["an unknown property", source({ colour: "red" })],
  ["an unknown property behind a reference", source({ tables: [{ colour: "red" }] })],
  ["text for a number", source({ sample: "many" })],
  ["a number that is too small", source({ sample: 0 })],
  ["another text than the listed ones", source({ mode: "slow" })],
  ["a literal secret", source({ password: "hunter2" })],
  ["a default for a secret", source({ password: "${PASSWORD:-hunter2}" })],
  ["a missing required property", runbook({ source: { type: "sqlite", properties: {} } })],
  ["missing properties where one is required", runbook({ source: { type: "sqlite" } })],
  ["no way of being made", runbook({ name: "A" })],
  ["two ways of being made", runbook({ inputs: "b", source: { type: "sqlite", properties: { database_path: "x" } } })],
  ["process without inputs", runbook({ process: { type: "personal_data" } })],
  ["no inputs", runbook({ inputs: [] })],
  ["no artifacts", { name: "N", description: "D", artifacts: {} }],
  ["an id that is not allowed", { name: "N", description: "D", artifacts: { and: { inputs: "b" } } }],
  ["no name", { description: "D", artifacts: { a: { inputs: "b" } } }],
])("the schema refuses %s", (_what, value) => {
  expect(validate(value)).toBe(false);
});

test("the schema is valid against the dialect that it names", () => {
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
});

test("every key of the grammar has a description", () => {
  const { $defs, properties } = schema;
  const defs = isJsonObject($defs ?? null) ? $defs : {};
  const bare = ["config", "artifact"].flatMap((name) => undescribed(child(defs as JsonObject, name), name));
  expect([...bare, ...undescribedIn(properties ?? null, "")]).toEqual([]);
});

test("a component's description and example are in the schema", () => {
  expect(child(child(schema, "$defs"), "connector.sqlite").description).toBe(
    "A SQLite database\n\nExample:\ndatabase_path: ./shop.db",
  );
});

test("types with odd characters get a reference that resolves", () => {
  const odd = { ...analyser, type: "acme/über type" };
  const compiled = new Ajv2020({ strict: false }).compile(runbookJsonSchema({ connectors: [odd], processors: [] }));
  expect(compiled(runbook({ source: { type: odd.type, properties: { rules: "all" } } }))).toBe(true);
  expect(compiled(runbook({ source: { type: odd.type, properties: { rules: "some" } } }))).toBe(false);
});

test("what the schema takes, the parser takes", () => {
  const env = new Map(["N", "S", "L", "T"].map((name) => [name, "1"]));
  const value = source({ sample: "${N}", strict: "${S}", tables: [{ limit: "${L}" }] });
  const bytes = new TextEncoder().encode(JSON.stringify({ ...value, config: { timeout: "${T}" } }));
  expect(validate(value) && parseRunbook({ file: "r.yaml", bytes, env }).ok).toBe(true);
});

function child(schema: JsonObject, key: string): JsonObject {
  const value = schema[key] ?? null;
  return isJsonObject(value) ? value : {};
}

function undescribed(schema: JsonObject, path: string): string[] {
  return undescribedIn(schema.properties ?? null, path);
}

function undescribedIn(properties: JsonValue, path: string): string[] {
  if (!isJsonObject(properties)) return [`${path} has no properties`];
  return Object.entries(properties).flatMap(([key, value]) => {
    if (!isJsonObject(value)) return [];
    const at = `${path}.${key}`;
    const below = "properties" in value ? undescribed(value, at) : [];
    return typeof value.description === "string" ? below : [at, ...below];
  });
}
