import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

type Schema = Readonly<Record<string, unknown>>;

const uriReference = /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;
export const formats = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  "uri-reference": uriReference,
  uri: (text: string) => uriReference.test(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

export const text: Schema = { type: "string" };
export const count: Schema = { type: "integer", minimum: 0 };
export const listOf = (items: Schema): Schema => ({ type: "array", items });
export const oneOf = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
export const formatted = (format: keyof typeof formats): Schema => ({ type: "string", format });

/** An object with these keys and no others; a key that ends in "?" may be missing. */
export function closed(keys: Readonly<Record<string, Schema>>): Schema {
  const properties = Object.entries(keys).map(([key, schema]) => [key.replace(/\?$/, ""), schema] as const);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: Object.keys(keys).filter((key) => !key.endsWith("?")),
    additionalProperties: false,
  };
}

export const compiled = (schema: Schema): ValidateFunction =>
  new Ajv2020({ allErrors: true, strict: true, strictRequired: false, formats }).compile(schema);

/** What a schema has against a value, with where; empty: nothing. */
export function problemsBy(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}
