import { types } from "node:util";
import type { JsonObject, JsonValue } from "../../../../domain/index.ts";
import { type FailureError, refuse } from "../refusal.ts";

/** Deeper content would overflow the stack of its readers, and so would a cycle. The store has the same limit. */
const depthAtMost = 500;
/** Maximum number of characters of an element, or of the content beside the stream, which are serialized as a whole. */
const charactersAtMost = 64 * 1024 * 1024;

/** The location of a value: a linked list, because a path is built only for an error. */
interface Place {
  readonly parent: Place | null;
  readonly key: string | number;
}

interface Copying {
  readonly refuse: (what: string, at: Place | null) => FailureError;
  characters: number;
}

/**
 * Makes a plain copy of a component's value that reads every property once. Getters, proxies and later changes
 * therefore cannot make the written value differ from the checked one. `root` is the path of the value. Throws a
 * refusal for a value that JSON cannot represent or that is too large; never quotes a value.
 */
export function snapshot(value: unknown, root: string, component: string): JsonValue {
  const copying: Copying = {
    refuse: (what, at) =>
      refuse("WCT_PRODUCE_OUTPUT_INVALID", `output of "${component}": ${root}${pathOf(at)} ${what}`),
    characters: 0,
  };
  if ("toJSON" in Object.prototype || "toJSON" in Array.prototype) {
    throw copying.refuse("would be written differently, because all objects have a toJSON", null);
  }
  return copy(value, { copying, place: null, depth: 0 });
}

interface Here {
  readonly copying: Copying;
  readonly place: Place | null;
  readonly depth: number;
}

function copy(value: unknown, here: Here): JsonValue {
  switch (typeof value) {
    case "string":
      count(value.length, here);
      return value;
    case "number":
      if (Number.isFinite(value)) return value;
      throw unfit(Number.isNaN(value) ? "NaN" : "an infinite number", here);
    case "boolean":
      return value;
    case "object":
      return value === null ? null : copyObject(value, here);
    case "undefined":
      throw unfit("undefined", here);
    default:
      throw unfit(`a ${typeof value}`, here);
  }
}

function copyObject(value: object, here: Here): JsonValue {
  if (types.isProxy(value)) throw unfit("a proxy", here);
  if (here.depth >= depthAtMost) throw unfit(`more than ${depthAtMost} levels, or itself`, { ...here, place: null });
  if (Array.isArray(value)) return copyArray(value, here);
  if (!isPlain(value)) throw unfit(value instanceof Date ? "a Date" : "an instance of a class", here);
  if (Object.getOwnPropertySymbols(value).length > 0) throw unfit("a symbol as a key", here);
  return copyRecord(value, here);
}

function copyArray(array: readonly unknown[], here: Here): JsonValue {
  const prototype: unknown = Object.getPrototypeOf(array);
  if (typeof prototype !== "object" || prototype === null || !isPlain(prototype)) {
    throw unfit("an instance of a class", here);
  }
  const result: JsonValue[] = [];
  // By index, so that a hole reads as undefined and is refused.
  for (let i = 0; i < array.length; i++) result.push(copy(array[i], inside(here, i)));
  return result;
}

function copyRecord(record: object, here: Here): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const key of Object.keys(record)) {
    count(key.length, here);
    const part = copy(Reflect.get(record, key), inside(here, key));
    if (key === "__proto__") Object.defineProperty(result, key, { value: part, ...ownData });
    else result[key] = part;
  }
  return result;
}

/** A key `__proto__` is data like any other; an assignment would set the prototype. */
const ownData = { enumerable: true, configurable: true, writable: true };

function inside({ copying, place, depth }: Here, key: string | number): Here {
  return { copying, place: { parent: place, key }, depth: depth + 1 };
}

/** Returns whether the prototype is Object.prototype (of any realm) or null. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function count(characters: number, { copying }: Here): void {
  // Two quotes and a comma or colon.
  copying.characters += characters + 3;
  if (copying.characters > charactersAtMost) throw copying.refuse("is larger than 64 MiB", null);
}

function unfit(what: string, { copying, place }: Here): FailureError {
  return copying.refuse(`contains ${what}, which JSON cannot represent`, place);
}

/**
 * Returns the path of a value. Keys of maps may be content (an address as a key), so only keys that look like field
 * names are shown.
 */
function pathOf(place: Place | null): string {
  const parts: string[] = [];
  for (let at = place; at !== null; at = at.parent) {
    if (typeof at.key === "number") parts.unshift(`[${at.key}]`);
    else parts.unshift(/^[A-Za-z_$][\w$]{0,63}$/.test(at.key) ? `.${at.key}` : "[*]");
  }
  return parts.join("");
}
