import type { Ajv2020, ValidateFunction } from "ajv/dist/2020.js";
import { isJsonObject, type JsonObject } from "../domain/index.ts";
import type { StreamShape } from "./stream.ts";

/** The functions that validate messages of a schema. */
export interface Validators {
  /** Validates one element of the stream; null if every element is valid, or the schema has no stream. */
  readonly element: ValidateFunction | null;
  /** Validates the content without the stream. */
  readonly rest: ValidateFunction;
}

/** Compiles a schema's validators. Leaves nothing behind in the instance. Throws what ajv throws. */
export function compileValidators(instance: Ajv2020, schema: JsonObject, stream: StreamShape | null): Validators {
  if (stream === null) return { element: null, rest: compileIn(instance, schema, "") };
  const element =
    stream.items === true ? null : compileIn(instance, schema, `/properties/${pointerPart(stream.key)}/items`);
  return { element, rest: compileIn(instance, withoutStream(schema, stream.key), "") };
}

/** Removes the stream from the required and described keys, because the rest is validated without it. */
function withoutStream(schema: JsonObject, key: string): JsonObject {
  const { required, properties } = schema;
  const others = Array.isArray(required) ? { required: required.filter((name) => name !== key) } : {};
  if (!isJsonObject(properties) || refersToParts(schema)) return { ...schema, ...others };
  return { ...schema, ...others, properties: { ...properties, [key]: true } };
}

/** Returns whether anything may refer to a part of the schema outside its `$defs`. */
function refersToParts(schema: JsonObject): boolean {
  const text = JSON.stringify({ ...schema, $id: undefined });
  return /"\$(?:id|anchor|dynamicAnchor|dynamicRef)":|"\$ref":"(?!#\/\$defs\/)/.test(text);
}

/** Compiles a part of a schema at its location, so that `#/...` refers to the whole schema. */
function compileIn(instance: Ajv2020, schema: JsonObject, pointer: string): ValidateFunction {
  const id = typeof schema["$id"] === "string" ? schema["$id"] : "wct:schema";
  const root = { ...schema, $id: id };
  try {
    if (pointer === "") return instance.compile(root);
    instance.addSchema(root);
    return instance.compile({ $ref: `${id}#${pointer}` });
  } finally {
    instance.removeSchema(id);
  }
}

function pointerPart(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
