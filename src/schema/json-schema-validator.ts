import type { ErrorObject } from "ajv/dist/2020.js";
import type { JsonObject } from "../domain/index.ts";
import { ajv } from "./ajv.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/**
 * Validates a JSON Schema with the meta-schema. Compiling the meta-schema takes longer than most commands, so the build
 * replaces this module by a precompiled one (scripts/bundle.ts).
 */
export function errorsOfJsonSchema(schema: JsonObject): readonly ErrorObject[] {
  const validate = ajv().getSchema(dialect);
  if (validate === undefined) throw new Error("ajv brings no schema of JSON Schemas");
  return validate(schema) === true ? [] : (validate.errors ?? []);
}
