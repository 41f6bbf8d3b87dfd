import type { JsonObject } from "./json.ts";

/** Keys and indexes from a value to a part of it. */
export type ShapePath = readonly (string | number)[];

/** Definitions that a JSON Schema refers to, by name. */
export type SchemaDefinitions = Map<string, JsonObject>;

/** The only description of a value: its TypeScript type, its check and its JSON Schema. */
export interface Shape<T> {
  /** Returns whether a value has the shape. Called for every field of every event, so it does nothing else. */
  readonly is: (value: unknown) => value is T;
  /**
   * Returns the path of the first part that is missing or wrong, in the order of the description; null if the value has
   * the shape.
   */
  readonly wrongPath: (value: unknown) => ShapePath | null;
  /** The description in the JSON Schema; empty if there is none. */
  readonly about: string;
  /** Returns the JSON Schema. Built on request, because no command needs it to read a record. */
  readonly schema: (definitions: SchemaDefinitions) => JsonObject;
}

export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

/** Describes a value without parts. */
export function leaf<T>(is: (value: unknown) => value is T, about: string, keywords: JsonObject): Shape<T> {
  return { is, wrongPath: (value) => (is(value) ? null : []), about, schema: () => described(keywords, about) };
}

/** Adds a description to a schema, unless it is empty. */
export function described(schema: JsonObject, about: string): JsonObject {
  return about === "" ? schema : { ...schema, description: about };
}

/**
 * Adds keywords to the JSON Schema only. All writers obey them, but readers do not check them, so that older records
 * remain readable.
 */
export function published<T>(shape: Shape<T>, keywords: JsonObject): Shape<T> {
  const schema = (definitions: SchemaDefinitions): JsonObject => {
    const { description, ...rest } = shape.schema(definitions);
    return { ...rest, ...keywords, ...(description === undefined ? {} : { description }) };
  };
  return { ...shape, schema };
}

/** The keys must match too, because an object without an optional field is assignable to a type that has it. */
type IsWhole<T, S> = [T, keyof T] extends [S, keyof S] ? unknown : never;

/** Checks at compile time that a description and a handwritten type are the same. */
export function describes<T>(): <S extends T>(shape: Shape<S> & IsWhole<T, S>) => Shape<T> {
  return (shape) => shape;
}

/** Returns the JSON Schema (2020-12) of a shape, with the definitions that it refers to. */
export function jsonSchemaOf(shape: Shape<unknown>): JsonObject {
  const definitions: SchemaDefinitions = new Map();
  const schema = shape.schema(definitions);
  return definitions.size === 0 ? schema : { ...schema, $defs: Object.fromEntries(definitions) };
}
