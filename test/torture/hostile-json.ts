import type { JsonObject, JsonValue } from "../../src/domain/index.ts";
import type { Random } from "./random.ts";

/** What somebody writes who wants a reader of JSON to stumble. */
const hostile: readonly JsonValue[] = [
  ...[null, true, false, 0, -1, 1.5, 1e15, 1e308, -1e308, 2 ** 53],
  ...["", "__proto__", "constructor", "toString", "..", "/etc/passwd", "\u001b]0;title\u0007", "\u202e", "\ud800"],
  ...["a\n::error::b", "+275760-09-13T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "not a time", "x".repeat(100_000)],
  ...["0".repeat(64), "run_20260101_000000", "plan", "artifact.completed", "run.finished"],
  ...[[], {}, [[]], { length: 1e9 }],
];

/** Texts that JSON.parse takes for numbers, and JSON.stringify does not write. */
export const hostileNumbers = ["-0", "1e999", "-1e999", "1E400", "0.1e-999", "123456789012345678901234567890"] as const;

interface Place {
  readonly holder: Record<string, JsonValue> | JsonValue[];
  readonly key: string | number;
}

/** Every value within a JSON value, with what holds it. */
function placesIn(value: JsonValue, found: Place[] = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return found;
  const holder = value as Place["holder"];
  for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
    found.push({ holder, key });
    placesIn(Reflect.get(holder, key), found);
  }
  return found;
}

/** Changes one value, somewhere in it, in place; tells what it did. */
export function mutateJson(value: JsonObject, random: Random): string {
  const place = random.pick(placesIn(value));
  const { holder, key } = place;
  const before: JsonValue = Reflect.get(holder, key);
  const where = `${String(key)} of ${JSON.stringify(holder).slice(0, 80)}`;
  switch (random.pick(["replace", "remove", "add", "repeat", "swap"] as const)) {
    case "replace": {
      const other = random.pick(hostile);
      define(holder, key, structuredClone(other));
      return `${where} became ${JSON.stringify(other).slice(0, 60)}`;
    }
    case "remove":
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      return `${where} was removed`;
    case "add":
      if (Array.isArray(holder)) holder.push(structuredClone(before));
      else define(holder, random.pick(["__proto__", "more", "constructor"]), structuredClone(before));
      return `beside ${where} stands one more`;
    case "repeat":
      define(
        holder,
        key,
        Array.from({ length: random.pick([2, 1000]) }, () => structuredClone(before)),
      );
      return `${where} became a list of itself`;
    case "swap": {
      const other = random.pick(placesIn(value));
      define(holder, key, structuredClone(Reflect.get(other.holder, other.key)));
      return `${where} became what stands at ${String(other.key)}`;
    }
  }
}

/** Sets a key, `__proto__` included. */
function define(holder: object, key: string | number, value: JsonValue): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}
