import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { wctError } from "../diagnostics/index.ts";
import { isJsonObject, type JsonObject } from "../domain/index.ts";

/** A schema of any library that implements Standard Schema for validation and JSON Schema, such as zod 4. */
export type ConfigSchema<Input = unknown, Output = Input> = StandardSchemaV1<Input, Output> &
  StandardJSONSchemaV1<Input, Output>;

export type InputOf<C extends ConfigSchema> = NonNullable<C["~standard"]["types"]>["input"];
export type OutputOf<C extends ConfigSchema> = NonNullable<C["~standard"]["types"]>["output"];

/**
 * Returns the JSON Schema 2020-12 of a schema's input. Throws WCT_COMPONENT_INVALID if the schema cannot be described.
 */
export function toJsonSchema(schema: ConfigSchema): JsonObject {
  try {
    const described: unknown = JSON.parse(
      JSON.stringify(schema["~standard"].jsonSchema.input({ target: "draft-2020-12" })),
    );
    if (isJsonObject(described)) return described;
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    throw wctError("WCT_COMPONENT_INVALID", { message: `a schema cannot be described as JSON Schema${why}`, cause });
  }
  throw wctError("WCT_COMPONENT_INVALID", { message: "a schema does not describe a JSON object" });
}
