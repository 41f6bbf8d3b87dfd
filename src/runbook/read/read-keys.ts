import type * as z from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { misspeltFor, reportIssues, type Subject } from "./issues.ts";
import type { SourcingContext } from "./sourced-object.ts";

interface ReadKeys<T> {
  /** The valid keys. */
  readonly value: Partial<T>;
  /** Keys with a mistake, and keys that were misspelled. */
  readonly wrong: ReadonlySet<string>;
}

/** Reads a mapping key by key. Reports the mistakes of a key without affecting other keys. */
export function readKeys<T extends z.ZodObject>(
  json: JsonValue,
  subject: Omit<Subject, "text" | "report" | "grammar"> & { readonly grammar: T },
  { source, report }: SourcingContext,
): ReadKeys<z.infer<T>> {
  const result = subject.grammar.safeParse(json);
  if (result.success) return { value: result.data as Partial<z.infer<T>>, wrong: new Set() };
  const { issues } = result.error;
  const whole = { ...subject, text: source.text, report };
  reportIssues(issues, whole);
  const misspelt = issues
    .flatMap((issue) => misspeltFor(issue, whole))
    .flatMap(([key, ...below]) => (below.length === 0 && key !== undefined ? [String(key)] : []));
  const bad = issues.flatMap((issue) => {
    const [first] = issue.path;
    return first === undefined ? (issue.code === "unrecognized_keys" ? issue.keys : []) : [String(first)];
  });
  const wrong = new Set([...bad, ...misspelt]);
  const right = optional(subject.grammar).safeParse(isJsonObject(json) ? without(json, wrong) : {});
  return { value: (right.data ?? {}) as Partial<z.infer<T>>, wrong };
}

function without(json: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.has(key)));
}

const optionals = new WeakMap<z.ZodObject, z.ZodObject>();

/** Makes every key of a grammar optional. Cached, because thousands of artifacts can have mistakes. */
function optional(grammar: z.ZodObject): z.ZodObject {
  const known = optionals.get(grammar) ?? grammar.partial();
  optionals.set(grammar, known);
  return known;
}
