import { isJsonObject, type JsonObject } from "./json.ts";
import { anything } from "./leaves.ts";
import { described, type SchemaDefinitions, type Shape, type ShapeOf, type ShapePath } from "./shape.ts";

/** Describes a value or null. */
export function orNull<T>(shape: Shape<T>, whenNull = ""): Shape<T | null> {
  const about = whenNull === "" ? shape.about : `${shape.about} Null: ${whenNull}.`.trim();
  const { is } = shape;
  return {
    is: (value): value is T | null => value === null || is(value),
    wrongPath: (value) => (value === null ? null : shape.wrongPath(value)),
    about,
    schema: (definitions) => described({ anyOf: [shape.schema(definitions), { type: "null" }] }, about),
  };
}

/** Uses a loop because `every` takes twice as long, and every artifact of a plan contains lists. */
function areAll(values: readonly unknown[], is: (value: unknown) => boolean): boolean {
  for (let i = 0; i < values.length; i++) if (!is(values[i])) return false;
  return true;
}

export function list<T>(item: Shape<T>, about = ""): Shape<readonly T[]> {
  const wrongPath = (value: unknown): ShapePath | null => {
    if (!Array.isArray(value)) return [];
    for (const [at, one] of value.entries()) {
      const path = item.wrongPath(one);
      if (path !== null) return [at, ...path];
    }
    return null;
  };
  return {
    is: (value): value is readonly T[] => Array.isArray(value) && areAll(value, item.is),
    wrongPath,
    about,
    schema: (definitions) => ({ ...described({}, about), type: "array", items: item.schema(definitions) }),
  };
}

type TupleOf<S extends readonly Shape<unknown>[]> = { readonly [K in keyof S]: ShapeOf<S[K]> };

/** Describes an array of fixed length, with a shape for each value. */
export function tuple<const S extends readonly Shape<unknown>[]>(items: S, about = ""): Shape<TupleOf<S>> {
  const wrongPath = (value: unknown): ShapePath | null => {
    if (!Array.isArray(value) || value.length !== items.length) return [];
    const at = items.findIndex((item, at) => !item.is(value[at]));
    return at === -1 ? null : [at, ...(items[at]?.wrongPath(value[at]) ?? [])];
  };
  const schema = (definitions: SchemaDefinitions): JsonObject => {
    const prefixItems = items.map((item) => item.schema(definitions));
    return { ...described({}, about), type: "array", prefixItems, items: false, minItems: items.length };
  };
  const is = (value: unknown): value is TupleOf<S> =>
    Array.isArray(value) && value.length === items.length && items.every((item, at) => item.is(value[at]));
  return { is, wrongPath, about, schema };
}

/**
 * Describes a mapping whose keys come from users. An invalid value makes the whole mapping invalid, so that no such key
 * is named.
 */
export function record<T>(entry: Shape<T>, about = ""): Shape<Readonly<Record<string, T>>> {
  const is = (value: unknown): value is Readonly<Record<string, T>> =>
    isJsonObject(value) && areAll(Object.values(value), entry.is);
  const schema = (definitions: SchemaDefinitions): JsonObject => {
    return { ...described({}, about), type: "object", additionalProperties: entry.schema(definitions) };
  };
  return { is, wrongPath: (value) => (is(value) ? null : []), about, schema };
}

/** Describes a JSON object whose keys come from users or components. */
export function jsonObject(about = ""): Shape<JsonObject> {
  const { schema, wrongPath } = record(anything(), about);
  return { is: isJsonObject, wrongPath, about, schema };
}

/** Describes a shape that a JSON Schema defines once and refers to from several locations. */
export function named<T>(name: string, shape: Shape<T>): Shape<T> {
  const schema = (definitions: SchemaDefinitions): JsonObject => {
    if (!definitions.has(name)) {
      // Set before the shape is processed, because it may refer to itself.
      definitions.set(name, {});
      definitions.set(name, shape.schema(definitions));
    }
    return { $ref: `#/$defs/${name}` };
  };
  return { ...shape, schema };
}

/** Describes a shape that refers to itself. `shapeOf` is called when a value is checked. */
export function lazy<T>(shapeOf: () => Shape<T>): Shape<T> {
  return {
    is: (value): value is T => shapeOf().is(value),
    wrongPath: (value) => shapeOf().wrongPath(value),
    about: "",
    schema: (definitions) => shapeOf().schema(definitions),
  };
}
