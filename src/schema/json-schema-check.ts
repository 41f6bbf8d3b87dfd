import type { JsonObject } from "../domain/index.ts";
import { errorsOfJsonSchema } from "./json-schema-validator.ts";

/** What is wrong with a JSON Schema by the schema of JSON Schemas (2020-12); null when it is one. */
export function problemOfJsonSchema(schema: JsonObject): string | null {
  const errors = errorsOfJsonSchema(schema);
  if (errors.length === 0) return null;
  const said = errors.map(({ instancePath, message = "is not valid" }) => `${instancePath || "the whole"} ${message}`);
  return `it is no JSON Schema: ${[...new Set(said)].join(", ")}`;
}
