import { isJsonObject, type JsonObject } from "../domain/index.ts";

/** Tells whether a parsed JSON value has a shape. */
export type Check<T> = (value: unknown) => value is T;
/** A check for every field; the compiler holds it to the type, so that no field is forgotten. */
export type Fields<T> = { readonly [K in keyof T]-?: Check<T[K]> };

export const text: Check<string> = (value): value is string => typeof value === "string";
export const flag: Check<boolean> = (value): value is boolean => typeof value === "boolean";
export const amount: Check<number> = (value): value is number => typeof value === "number";
export const natural: Check<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
export const json: Check<JsonObject> = isJsonObject;

/** Text that passes a guard, such as a digest. */
export function textOf<T extends string>(guard: (value: string) => value is T): Check<T> {
  return (value): value is T => typeof value === "string" && guard(value);
}

/** The same where one text comes again and again: it is looked at once, until another comes. */
export function sameTextOf<T extends string>(guard: (value: string) => value is T): Check<T> {
  let last: unknown = null;
  return (value): value is T => {
    if (value === last && typeof value === "string") return true;
    if (typeof value !== "string" || !guard(value)) return false;
    last = value;
    return true;
  };
}

/** Text whose own form is not looked at; the brand was given when it was written. */
export function branded<T extends string>(): Check<T> {
  return (value): value is T => typeof value === "string" && value !== "";
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

export function oneOf<const T extends string | number>(...allowed: readonly T[]): Check<T> {
  const known = new Set<unknown>(allowed);
  return (value): value is T => known.has(value);
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

export function recordOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isJsonObject(value) && Object.values(value).every(check);
}

export function objectOf<T>(fields: Fields<T>): Check<T> {
  const entries = entriesOf(fields);
  return (value): value is T => isJsonObject(value) && wrongIn(entries, value) === null;
}

export type FieldEntries = readonly { readonly name: string; readonly check: Check<unknown> }[];

export function entriesOf<T>(fields: Fields<T>): FieldEntries {
  return Object.entries<Check<unknown>>(fields).map(([name, check]) => ({ name, check }));
}

/** The first field that is missing or wrong; null: none. Fields that are not known are let pass. */
export function wrongIn(entries: FieldEntries, value: JsonObject): string | null {
  for (let i = 0; i < entries.length; i++) {
    const { name, check } = entries[i]!;
    // The names are ours, and none is one that every object inherits.
    if (!check(value[name])) return name;
  }
  return null;
}
