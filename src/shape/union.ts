import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import { described, type Shape, type ShapeOf } from "./shape.ts";

/** Variants by the text of their tag. The compiler checks that each variant has its own tag. */
type Variants<Key extends string, V> = { readonly [Tag in keyof V]: Shape<{ readonly [K in Key]: Tag }> };

/** Describes one of several objects that differ in the text of one key. An unknown text is the first error. */
export function taggedUnion<Key extends string, V extends Variants<Key, V>>(
  key: Key,
  variants: V,
  about = "",
): Shape<ShapeOf<V[keyof V]>> {
  type Union = ShapeOf<V[keyof V]>;
  const byTag: ReadonlyMap<unknown, Shape<unknown>> = new Map(Object.entries<Shape<unknown>>(variants));
  return {
    is: (value): value is Union => isJsonObject(value) && byTag.get(value[key])?.is(value) === true,
    wrongPath: (value) => {
      if (!isJsonObject(value)) return [];
      const variant = byTag.get(value[key]);
      return variant === undefined ? [key] : variant.wrongPath(value);
    },
    about,
    schema: (definitions) => {
      return described(
        { anyOf: [...byTag.values()].flatMap((variant) => branchesOf(variant.schema(definitions))) },
        about,
      );
    },
  };
}

/** Merges the branches of a nested union into the outer one, unless the nested union has other keywords. */
function branchesOf(schema: JsonObject): readonly JsonValue[] {
  const { anyOf, ...rest } = schema;
  return Array.isArray(anyOf) && Object.keys(rest).length === 0 ? anyOf : [schema];
}

/** Describes one of a few shapes without a tag. If none matches, no part is named, because any shape could be meant. */
export function union<const S extends readonly Shape<unknown>[]>(shapes: S, about = ""): Shape<ShapeOf<S[number]>> {
  const is = (value: unknown): value is ShapeOf<S[number]> => shapes.some((shape) => shape.is(value));
  return {
    is,
    wrongPath: (value) => (is(value) ? null : []),
    about,
    schema: (definitions) => described({ anyOf: shapes.map((shape) => shape.schema(definitions)) }, about),
  };
}
