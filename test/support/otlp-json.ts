import { officialFolder } from "./official-schemas.ts";
import { idLengths, type Messages, neededFields, traceMessages } from "./standards/otlp.ts";

const known: readonly Messages[] = [
  traceMessages,
  ...(officialFolder === null ? [] : [(await import("./official-messages.ts")).officialMessages(officialFolder)]),
];

/**
 * What is wrong with a trace by the messages of OTLP in its JSON encoding: keys in lowerCamelCase and no others, ids as
 * hexadecimal digits, 64-bit numbers as decimal strings, enumerations as numbers. Empty: nothing.
 */
export const otlpProblems = (trace: unknown): readonly string[] =>
  known.flatMap((messages) => problemsOf(trace, { messages, type: "TracesData", at: "" }));

interface Place {
  readonly messages: Messages;
  readonly type: string;
  readonly at: string;
}

function problemsOf(value: unknown, { messages, type, at }: Place): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at}: no object`];
  const missing = (neededFields[type] ?? []).filter((key) => !(key in value));
  const wrong = Object.entries(value).flatMap(([key, inner]): readonly string[] => {
    const field = messages.messages[type]?.[key];
    const inside = `${at}/${key}`;
    if (field === undefined) return [`${inside}: ${type} has no such field`];
    if (!field.endsWith("[]")) return fieldProblems(inner, key, { messages, type: field, at: inside });
    if (!Array.isArray(inner)) return [`${inside}: no list`];
    const one = field.slice(0, -2);
    return inner.flatMap((item, index) => fieldProblems(item, key, { messages, type: one, at: `${inside}/${index}` }));
  });
  return [...missing.map((key) => `${at}: ${type} needs ${key}`), ...wrong];
}

function fieldProblems(value: unknown, key: string, place: Place): readonly string[] {
  const { messages, type, at } = place;
  if (type in messages.messages) return problemsOf(value, place);
  const numbers = messages.enumerations[type];
  const isRight = numbers === undefined ? isScalar(value, type, key) : numbers.some((number) => number === value);
  return isRight ? [] : [`${at}: ${JSON.stringify(value)} is no ${type}`];
}

function isScalar(value: unknown, type: string, key: string): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" && value.isWellFormed();
    case "bool":
      return typeof value === "boolean";
    case "bytes":
      return typeof value === "string" && isId(value, idLengths[key] ?? 0);
    case "fixed64":
      return typeof value === "string" && /^\d{1,20}$/.test(value);
    case "int64":
      return typeof value === "string" && /^-?\d{1,19}$/.test(value);
    case "uint32":
    case "fixed32":
      return typeof value === "number" && Number.isInteger(value) && value >= 0;
    case "double":
      return typeof value === "number";
    default:
      throw new Error(`a field of type ${type} is not known here`);
  }
}

/** An id of zeros alone says that there is none. */
const isId = (value: string, length: number): boolean =>
  value.length === length && /^[0-9a-f]+$/.test(value) && !/^0+$/.test(value);
