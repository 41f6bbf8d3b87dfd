import type * as z from "zod";

/** Key in a JSON Schema: believable values for samples, which a dry run uses. */
export const sampleMark = "x-wct-sample";

/** Adds believable values to a schema. No value belongs to a real person: names and domains are reserved examples. */
export function sampled<T extends z.ZodType>(schema: T, ...values: readonly z.input<T>[]): T {
  return schema.meta({ [sampleMark]: values });
}
