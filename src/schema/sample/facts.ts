import type { JsonObject, JsonValue } from "../../domain/index.ts";
import type { Random } from "./random.ts";
import type { Resources, Subschema } from "./resources.ts";

export const jsonTypes = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;
export type JsonType = (typeof jsonTypes)[number];

/** The keywords about properties of one schema; several apply to a value that several schemas describe. */
export interface ObjectLayer {
  readonly properties: ReadonlyMap<string, Subschema>;
  readonly patterns: readonly { readonly pattern: RegExp; readonly source: string; readonly value: Subschema }[];
  readonly additional: Subschema | null;
}

/** The keywords about elements of one schema. */
export interface ArrayLayer {
  readonly prefix: readonly Subschema[];
  readonly items: Subschema | null;
}

export interface Containing {
  readonly schema: Subschema;
  readonly least: number;
  readonly most: number;
}

/** Everything that the schemas of one value require of it together. */
export interface Facts {
  /** Null: any type. */
  types: ReadonlySet<JsonType> | null;
  /** Null: any value. */
  values: readonly JsonValue[] | null;
  /** Believable values, the best first. */
  samples: JsonValue[];
  minimum: number;
  maximum: number;
  /** Exclusive bounds. */
  above: number;
  below: number;
  multiples: number[];
  minLength: number;
  maxLength: number;
  patterns: string[];
  format: string | null;
  layers: ObjectLayer[];
  required: Set<string>;
  forbidden: Set<string>;
  names: Subschema[];
  minProperties: number;
  maxProperties: number;
  dependentRequired: [string, readonly string[]][];
  dependentSchemas: [string, Subschema][];
  unevaluatedProperties: Subschema[];
  arrays: ArrayLayer[];
  containing: Containing[];
  minItems: number;
  maxItems: number;
  isUnique: boolean;
  unevaluatedItems: Subschema[];
  /** Schemas whose conformity cannot be ensured by construction, so that the value must be validated. */
  toCheck: JsonObject[];
  /** Whether an alternative was chosen: another choice may be possible. */
  hasAlternatives: boolean;
  /** The keyword because of which no value exists. */
  impossible: string | null;
}

export const noFacts = (): Facts => ({
  types: null,
  values: null,
  samples: [],
  minimum: Number.NEGATIVE_INFINITY,
  maximum: Number.POSITIVE_INFINITY,
  above: Number.NEGATIVE_INFINITY,
  below: Number.POSITIVE_INFINITY,
  multiples: [],
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  patterns: [],
  format: null,
  layers: [],
  required: new Set(),
  forbidden: new Set(),
  names: [],
  minProperties: 0,
  maxProperties: Number.POSITIVE_INFINITY,
  dependentRequired: [],
  dependentSchemas: [],
  unevaluatedProperties: [],
  arrays: [],
  containing: [],
  minItems: 0,
  maxItems: Number.POSITIVE_INFINITY,
  isUnique: false,
  unevaluatedItems: [],
  toCheck: [],
  hasAlternatives: false,
  impossible: null,
});

/** Returns the type of a value; a whole number is an integer. */
export function typeOf(value: JsonValue): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "object" ? "object" : (typeof value as "string" | "boolean");
}

/** Returns whether a value has one of the types; null: any. */
export function hasType(value: JsonValue, types: ReadonlySet<JsonType> | null): boolean {
  const type = typeOf(value);
  return types === null || types.has(type) || (type === "integer" && types.has("number"));
}

/** What choosing between alternatives depends on. */
export interface CollectContext {
  readonly resources: Resources;
  readonly random: Random;
  /** Whether nested values end soon: alternatives that lead no deeper are preferred. */
  readonly isDeep: boolean;
  /** Whether `null` is preferred where it is allowed. */
  readonly prefersNull: boolean;
}

/** Adds schemas to facts. */
export interface FactCollector {
  readonly facts: Facts;
  readonly context: CollectContext;
  readonly add: (subschema: Subschema) => void;
}
