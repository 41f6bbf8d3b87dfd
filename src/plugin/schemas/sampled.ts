import type * as z from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/** Key in a JSON Schema: believable values for samples, which a dry run uses. */
export const sampleMark = "x-wct-sample";

/**
 * Adds believable values to a schema, for the samples of dry runs. Choose values that belong to nobody, such as
 * addresses at example.org. Values that readers of the schema should see are its `examples`.
 */
export function sampled<T extends z.ZodType>(schema: T, ...values: readonly z.input<T>[]): T {
  return schema.meta({ [sampleMark]: values });
}

/** Returns a JSON Schema without its samples, which are longer than the rest and say nothing about what conforms. */
export const withoutSamples = (schema: JsonObject): JsonObject => without(schema) as JsonObject;

function without(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(without);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== sampleMark);
  return Object.fromEntries(kept.map(([key, part]) => [key, without(part)]));
}
