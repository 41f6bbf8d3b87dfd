/*
 * One description of a JSON value gives its type, a fast check that finds the first wrong part, and its JSON Schema. A
 * description is located next to the type that it describes, in domain/ or where the format is defined.
 *
 * Start at shape.ts; leaves.ts, compound.ts, object.ts and union.ts are the building blocks of descriptions.
 * Must not know: what any value means.
 */

export { jsonObject, lazy, list, named, orNull, record, tuple } from "./compound.ts";
export { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
export {
  amount,
  anything,
  flag,
  integer,
  literal,
  natural,
  number,
  oneOf,
  repeatedTextOf,
  text,
  textOf,
} from "./leaves.ts";
export { type FieldShapes, type ObjectOf, object, optional, strictObject } from "./object.ts";
export { describes, jsonSchemaOf, leaf, published, type Shape, type ShapeOf, type ShapePath } from "./shape.ts";
export { taggedUnion, union } from "./union.ts";
