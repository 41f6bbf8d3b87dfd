import { types } from "node:util";
import type { JsonObject, JsonValue } from "../../../domain/index.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Deeper content would exhaust the stack of whoever reads it, and a cycle looks the same. As in the store. */
const depthAtMost = 500;
/** Characters of an element, or of the content beside the stream, that are serialised at once. */
const charactersAtMost = 64 * 1024 * 1024;

/** Where a value is; a linked list, since a path is only made when something is wrong with it. */
interface Place {
  readonly parent: Place | null;
  readonly key: string | number;
}

interface Copying {
  readonly refuse: (what: string, at: Place | null) => Refusal;
  characters: number;
}

/**
 * A plain copy of what a component gave, in which every property was read once: what is checked is then what is
 * written, whatever getters, proxies and later changes would give. `root` is the path of the value. Throws a refusal
 * for what JSON cannot hold, and for what is too large; never names a value.
 */
export function snapshot(value: unknown, root: string, component: string): JsonValue {
  const copying: Copying = {
    refuse: (what, at) =>
      refuse("WCT_PRODUCE_OUTPUT_INVALID", `output of "${component}": ${root}${pathOf(at)} ${what}`),
    characters: 0,
  };
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
  // By index: a hole reads as undefined and is refused.
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

/** A key of that name is data like any other; assigned, it would become the prototype. */
const ownData = { enumerable: true, configurable: true, writable: true };

function inside({ copying, place, depth }: Here, key: string | number): Here {
  return { copying, place: { parent: place, key }, depth: depth + 1 };
}

/** Of Object.prototype (of whichever realm) or of none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function count(characters: number, { copying }: Here): void {
  // Quotes and a comma, or a colon.
  copying.characters += characters + 3;
  if (copying.characters > charactersAtMost) throw copying.refuse("is larger than 64 MiB", null);
}

function unfit(what: string, { copying, place }: Here): Refusal {
  return copying.refuse(`holds ${what}, which JSON cannot hold`, place);
}

/** Keys of maps may be content (an address as a key), so only what looks like a field's name is shown. */
function pathOf(place: Place | null): string {
  const parts: string[] = [];
  for (let at = place; at !== null; at = at.parent) {
    if (typeof at.key === "number") parts.unshift(`[${at.key}]`);
    else parts.unshift(/^[A-Za-z_$][\w$]{0,63}$/.test(at.key) ? `.${at.key}` : "[*]");
  }
  return parts.join("");
}
