import { type WctError, wctError } from "../../diagnostics/index.ts";

/** Deeper content is refused: it would overflow the stack of its readers, and so would a cycle. */
const maxDepth = 500;

/**
 * Returns whether JSON represents the value exactly, so that a reader gets the written value. One pass without
 * allocation, because every element of every stream is checked.
 */
export function isJson(value: unknown, depth = 0): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      if (value === null) return true;
      return depth < maxDepth && (Array.isArray(value) ? isJsonArray(value, depth) : isJsonRecord(value, depth));
    default:
      return false;
  }
}

function isJsonArray(array: readonly unknown[], depth: number): boolean {
  if (!isPlainArray(array)) return false;
  // By index, so that a hole reads as undefined and is refused.
  for (let i = 0; i < array.length; i++) if (!isJson(array[i], depth + 1)) return false;
  return true;
}

function isJsonRecord(record: object, depth: number): boolean {
  // A toJSON function needs no separate check: an own one is refused as a function, an inherited one here.
  if (!isPlain(record)) return false;
  for (const key in record) if (!isJson(record[key as keyof typeof record], depth + 1)) return false;
  return true;
}

/** Returns whether an array, of any realm, is not of a subclass and has no toJSON of its own. */
function isPlainArray(array: readonly unknown[]): boolean {
  const prototype = Object.getPrototypeOf(array);
  return prototype !== null && isPlain(prototype) && !("toJSON" in array);
}

/** Returns whether the prototype is Object.prototype (of any realm) or null. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

interface Fault {
  readonly path: string;
  readonly what: string;
}

/** Makes the error for a value that `isJson` refuses. It names the path and the kind of value, never the value. */
export function notJson(value: unknown, where: string): WctError {
  const fault = findFault(value, "$", 0) ?? { path: "$", what: "something" };
  return wctError("WCT_PRODUCE_OUTPUT_INVALID", {
    message: `${where} contains ${fault.what} at ${fault.path}, which JSON cannot represent`,
    hint: "omit the key, or write null, a string, a finite number, a plain object or an array",
  });
}

function findFault(value: unknown, path: string, depth: number): Fault | null {
  if (isJson(value, depth)) return null;
  if (typeof value !== "object" || value === null) return { path, what: kindOf(value) };
  if (depth >= maxDepth) return { path: "$", what: `more than ${maxDepth} levels, or itself` };
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (!(i in value)) return { path: `${path}[${i}]`, what: "a hole" };
      const fault = findFault(value[i], `${path}[${i}]`, depth + 1);
      if (fault !== null) return fault;
    }
    return { path, what: "an instance of a class" };
  }
  if (!isPlain(value)) return { path, what: value instanceof Date ? "a Date" : "an instance of a class" };
  for (const [key, inner] of Object.entries(value)) {
    const fault = findFault(inner, `${path}${shownKey(key)}`, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

/** Keys of maps may be content (an address as a key), so only keys that look like field names are shown. */
function shownKey(key: string): string {
  return /^[A-Za-z_$][\w$]{0,63}$/.test(key) ? `.${key}` : "[*]";
}

function kindOf(value: unknown): string {
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : "an infinite number";
  if (value === undefined) return "undefined";
  return `a ${typeof value}`;
}
