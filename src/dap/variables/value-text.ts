import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import { formatCount, plural } from "../../render/index.ts";

/** The longest text that is shown whole, in characters. */
const mostCharacters = 1000;
/** The longest preview of an object, in characters. */
const mostPreview = 120;

/** Returns a value as one line. A long text is cut, which its end says. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return cut(JSON.stringify(value), value.length);
  if (Array.isArray(value)) return `array of ${formatCount(value.length)}`;
  if (typeof value === "bigint") return String(value);
  if (isJsonObject(value as JsonValue)) return preview(value as Readonly<Record<string, JsonValue>>);
  return value === undefined ? "no value" : JSON.stringify(value);
}

/** Returns the name of a value's type. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "number" : typeof value;
}

function cut(quoted: string, length: number): string {
  return quoted.length <= mostCharacters
    ? quoted
    : `${quoted.slice(0, mostCharacters)}… (cut: ${formatCount(length)} characters)`;
}

function preview(value: Readonly<Record<string, JsonValue>>): string {
  const keys = Object.keys(value);
  let text = "{";
  for (const [at, key] of keys.entries()) {
    const next = `${at === 0 ? "" : ", "}${key}: ${short(value[key] ?? null)}`;
    if (text.length + next.length > mostPreview) {
      const left = keys.length - at;
      return at === 0 ? `{${plural(keys.length, "key")}}` : `${text}, ${left} more}`;
    }
    text += next;
  }
  return `${text}}`;
}

function short(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (isJsonObject(value)) return "{…}";
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
