import type { ErrorObject } from "ajv/dist/2020.js";
import type { JsonObject } from "../domain/index.ts";
import { ajv } from "./ajv.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/**
 * What the schema of JSON Schemas finds in one. Compiling it takes longer than most commands: the build puts a module
 * that is compiled in the place of this one (scripts/bundle.ts).
 */
export function errorsOfJsonSchema(schema: JsonObject): readonly ErrorObject[] {
  const validate = ajv().getSchema(dialect);
  if (validate === undefined) throw new Error("ajv brings no schema of JSON Schemas");
  return validate(schema) === true ? [] : (validate.errors ?? []);
}
