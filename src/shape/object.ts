import { isJsonObject, type JsonObject } from "./json.ts";
import { described, type SchemaDefinitions, type Shape, type ShapeOf, type ShapePath } from "./shape.ts";

/** The shape of a field that may be absent. */
export interface OptionalShape<T> extends Shape<T | undefined> {
  readonly isOptional: true;
}

export type FieldShapes = Readonly<Record<string, Shape<unknown>>>;

type OptionalKey<F> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never }[keyof F];
/** Mapped from the description, so that editors show the comment on a field there wherever the field is used. */
export type ObjectOf<F> = { readonly [K in keyof Omit<F, OptionalKey<F>>]: ShapeOf<F[K]> } & {
  readonly [K in keyof Pick<F, OptionalKey<F>>]?: ShapeOf<F[K]>;
} extends infer O
  ? { readonly [K in keyof O]: O[K] }
  : never;

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return {
    is: (value): value is T | undefined => value === undefined || shape.is(value),
    wrongPath: (value) => (value === undefined ? null : shape.wrongPath(value)),
    about: shape.about,
    schema: shape.schema,
    isOptional: true,
  };
}

const isOptional = (shape: Shape<unknown>): boolean => "isOptional" in shape;

/** The fields as parallel arrays, because reading a record spends its time in the loop over them. */
interface Fields {
  readonly names: readonly string[];
  readonly checks: readonly ((value: unknown) => boolean)[];
}

function sideBySide(fields: FieldShapes): Fields {
  return { names: Object.keys(fields), checks: Object.values(fields).map(({ is }) => is) };
}

function hasFields({ names, checks }: Fields, value: JsonObject): boolean {
  for (let i = 0; i < names.length; i++) {
    // The names are from our own descriptions, and none is a property that every object inherits.
    if (!checks[i]!(value[names[i]!])) return false;
  }
  return true;
}

/**
 * Describes an object with these fields. Additional fields are allowed, because a later version may have written them.
 */
export function object<F extends FieldShapes>(fields: F, about = ""): Shape<ObjectOf<F>> {
  const known = sideBySide(fields);
  const is = (value: unknown): value is ObjectOf<F> => isJsonObject(value) && hasFields(known, value);
  return { is, wrongPath: (value) => pathIn(fields, value), about, schema: schemaOf(fields, about) };
}

/** Describes an object with these fields and no others. */
export function strictObject<F extends FieldShapes>(fields: F, about = ""): Shape<ObjectOf<F>> {
  const known = sideBySide(fields);
  const hasNoOther = noOtherThan(fields);
  const is = (value: unknown): value is ObjectOf<F> =>
    isJsonObject(value) && hasNoOther(value) && hasFields(known, value);
  const wrongPath = (value: unknown): ShapePath | null =>
    pathIn(fields, value) ?? (isJsonObject(value) && hasNoOther(value) ? null : []);
  return { is, wrongPath, about, schema: schemaOf(fields, about) };
}

/** Returns a check that an object with all fields has no others. */
function noOtherThan(fields: FieldShapes): (value: JsonObject) => boolean {
  const names = new Set(Object.keys(fields));
  if (Object.values(fields).some(isOptional)) return (value) => Object.keys(value).every((key) => names.has(key));
  // All fields are present and checked, so an equal number of keys means that there are no others.
  return (value) => Object.keys(value).length === names.size;
}

function pathIn(fields: FieldShapes, value: unknown): ShapePath | null {
  if (!isJsonObject(value)) return [];
  for (const [name, { wrongPath }] of Object.entries(fields)) {
    const path = wrongPath(value[name]);
    if (path !== null) return [name, ...path];
  }
  return null;
}

/** Builds the published schema. It is closed in both cases, because it describes what this version writes. */
function schemaOf(fields: FieldShapes, about: string): Shape<unknown>["schema"] {
  return (definitions: SchemaDefinitions) => {
    const properties = Object.entries(fields).map(([name, shape]) => [name, shape.schema(definitions)] as const);
    const required = Object.keys(fields).filter((name) => !isOptional(fields[name]!));
    const schema = {
      type: "object",
      properties: Object.fromEntries(properties),
      required,
      additionalProperties: false,
    };
    return described(schema, about);
  };
}
