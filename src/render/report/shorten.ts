import type { JsonObject, JsonValue } from "../../domain/index.ts";
import { formatCount } from "../text/index.ts";

interface ShortenedValue {
  readonly value: JsonValue;
  readonly isCut: boolean;
}

const deepest = 12;

/** Cuts long texts and lists, and deeply nested values, and replaces them by a note about how much is left out. */
export function shorten(value: JsonValue, limits: { readonly text: number; readonly list: number }): ShortenedValue {
  let isCut = false;
  const cut = <T>(short: T): T => {
    isCut = true;
    return short;
  };
  const walk = (one: JsonValue, depth: number): JsonValue => {
    if (typeof one === "string") {
      if (one.length <= limits.text) return one;
      return cut(
        `${one.slice(0, limits.text).toWellFormed()}… (${formatCount(one.length - limits.text)} more characters)`,
      );
    }
    if (one === null || typeof one !== "object") return one;
    if (depth > deepest) return cut("… (deeper than a report goes)");
    if (isList(one)) {
      const kept = one.slice(0, limits.list).map((inner) => walk(inner, depth + 1));
      const more = one.length - kept.length;
      return more === 0 ? kept : cut([...kept, `… (${formatCount(more)} more)`]);
    }
    return walkObject(one, depth);
  };
  const walkObject = (object: JsonObject, depth: number): JsonObject => {
    const entries = Object.entries(object);
    const kept = entries.slice(0, limits.list).map(([key, inner]) => [key, walk(inner, depth + 1)] as const);
    const more = entries.length - kept.length;
    return Object.fromEntries(more === 0 ? kept : [...kept, ["…", cut(`${formatCount(more)} more`)]]);
  };
  return { value: walk(value, 0), isCut };
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** Divides a budget among needs, in their order: small needs are met in full, the others share the rest equally. */
export function shares(needs: readonly number[], budget: number): readonly number[] {
  const given = needs.map(() => 0);
  let left = budget;
  const smallestFirst = needs.map((need, place) => ({ need, place })).sort((a, b) => a.need - b.need);
  smallestFirst.forEach(({ need, place }, index) => {
    const share = Math.min(need, Math.floor(left / (needs.length - index)));
    given[place] = share;
    left -= share;
  });
  return given;
}
