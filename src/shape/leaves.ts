import type { JsonObject } from "./json.ts";
import { leaf, type Shape } from "./shape.ts";

const isString = (value: unknown): value is string => typeof value === "string";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
// JSON can contain -0, but no program that counts writes it, and it would become another number after a round trip.
const isAmount = (value: unknown): value is number => Number.isFinite(value) && !Object.is(value, -0);
const isNatural = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && !Object.is(value, -0);

export const text = (about = ""): Shape<string> => leaf(isString, about, { type: "string" });
export const flag = (about = ""): Shape<boolean> => leaf(isBoolean, about, { type: "boolean" });
/** Describes a finite number. */
export const number = (about = ""): Shape<number> => leaf(isFiniteNumber, about, { type: "number" });
/** Describes a finite number other than -0. */
export const amount = (about = ""): Shape<number> => leaf(isAmount, about, { type: "number" });
/** Describes a safe integer. */
export const integer = (about = ""): Shape<number> => leaf(isInteger, about, { type: "integer" });
/** Describes a safe integer from 0. */
export const natural = (about = ""): Shape<number> => leaf(isNatural, about, { type: "integer", minimum: 0 });
/** Describes any value. */
export const anything = (about = ""): Shape<unknown> => leaf((_value): _value is unknown => true, about, {});

type TextGuard<T extends string> = (value: string) => value is T;

/** Describes a text that passes a guard. `keywords` express the guard in JSON Schema as far as possible. */
export function textOf<T extends string>(guard: TextGuard<T>, keywords: JsonObject, about = ""): Shape<T> {
  const is = (value: unknown): value is T => typeof value === "string" && guard(value);
  return leaf(is, about, { type: "string", ...keywords });
}

/** Describes a text that is often repeated. The previous valid text is not checked again. */
export function repeatedTextOf<T extends string>(guard: TextGuard<T>, keywords: JsonObject, about = ""): Shape<T> {
  let last: unknown = null;
  const is = (value: unknown): value is T => {
    if (value === last && typeof value === "string") return true;
    if (typeof value !== "string" || !guard(value)) return false;
    last = value;
    return true;
  };
  return leaf(is, about, { type: "string", ...keywords });
}

/** Describes a single text or number. */
export function literal<const T extends string | number>(only: T, about = ""): Shape<T> {
  return leaf((value): value is T => value === only, about, { type: typeof only, const: only });
}

/** Describes one of a few texts. */
export function oneOf<const T extends string>(allowed: readonly T[], about = ""): Shape<T> {
  const known: ReadonlySet<unknown> = new Set(allowed);
  return leaf((value): value is T => known.has(value), about, { type: "string", enum: allowed });
}
