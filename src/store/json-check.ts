import { type WctError, wctError } from "../diagnostics/index.ts";

/** Deeper content is refused: it would exhaust the stack of whoever reads it, and a cycle looks the same. */
const maxDepth = 500;

/**
 * Whether JSON holds the value exactly: what a reader gets back is what was written. One pass without allocation, since
 * every element of every stream goes through it.
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
  // By index: a hole reads as undefined and is refused.
  for (let i = 0; i < array.length; i++) if (!isJson(array[i], depth + 1)) return false;
  return true;
}

function isJsonRecord(record: object, depth: number): boolean {
  // A toJSON function needs no check of its own: an own one is refused as a function, an inherited one here.
  if (!isPlain(record)) return false;
  for (const key in record) if (!isJson(record[key as keyof typeof record], depth + 1)) return false;
  return true;
}

/** An array of whichever realm, but not of a subclass, and without a toJSON of its own. */
function isPlainArray(array: readonly unknown[]): boolean {
  const prototype = Object.getPrototypeOf(array);
  return prototype !== null && isPlain(prototype) && !("toJSON" in array);
}

/** Of Object.prototype (of whichever realm) or of none. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

interface Fault {
  readonly path: string;
  readonly what: string;
}

/** The error for a value that `isJson` refuses: names the place and the kind of value, never the value. */
export function notJson(value: unknown, where: string): WctError {
  const fault = findFault(value, "$", 0) ?? { path: "$", what: "something" };
  return wctError("WCT_PRODUCE_OUTPUT_INVALID", {
    message: `${where} holds ${fault.what} at ${fault.path}, which JSON cannot hold`,
    hint: "leave the key out, or write null, a string, a finite number, a plain object or an array",
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

/** Keys of maps may be content (an address as a key), so only what looks like a field's name is shown. */
function shownKey(key: string): string {
  return /^[A-Za-z_$][\w$]{0,63}$/.test(key) ? `.${key}` : "[*]";
}

function kindOf(value: unknown): string {
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : "an infinite number";
  if (value === undefined) return "undefined";
  return `a ${typeof value}`;
}
