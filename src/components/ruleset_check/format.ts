import * as z from "zod";
import type { RulesetIssue } from "../rules/layers.ts";

interface FormatContext {
  readonly plain: unknown;
  readonly schema: z.ZodType;
  readonly kind: string;
}

/** Puts the issues of a schema into words: which rule, which key, and what is allowed there. */
export function formatIssues(issues: readonly z.core.$ZodIssue[], context: FormatContext): readonly RulesetIssue[] {
  return issues.flatMap((issue) => oneIssue(issue, context));
}

const at = { severity: "error", about: "format" } as const;

function oneIssue(issue: z.core.$ZodIssue, context: FormatContext): readonly RulesetIssue[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const where = placeName(path, context.plain);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(context.schema, path);
    return issue.keys.map((key) => ({
      ...at,
      path: [...path, key],
      message: `${where || "the ruleset"} has no key "${key}"`,
      unknown: { written: key, known },
    }));
  }
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  if (valueAt(context.plain, path) === undefined && typeof key === "string") {
    const holder = placeName(parent, context.plain) || "the ruleset";
    return [{ ...at, path: parent, message: `${holder} needs "${key}"`, hint: `add "${key}"` }];
  }
  if (issue.code === "invalid_union" && path.includes("examples")) {
    return [{ ...at, path, message: `${where}: the example has another form`, hint: exampleForms(context.kind) }];
  }
  const text = issue.message.replace(/^Invalid (?:input|option):? ?/, "") || "the value is not allowed";
  return [{ ...at, path, message: where === "" ? text : `${where}: ${text}` }];
}

const exampleForms = (kind: string): string =>
  kind === "personal_data"
    ? 'write "table.column TYPE", { column, values, beside } or { text }'
    : "write { table, columns, references } or { path, text }";

/** Names a place as a person does: `rule "locker": base`. */
function placeName(path: readonly (string | number)[], plain: unknown): string {
  const [top, index, ...rest] = path;
  const id = top === "rules" && typeof index === "number" ? valueAt(plain, ["rules", index, "id"]) : undefined;
  if (typeof id === "string") return [`rule "${id}"`, showPath(rest)].filter((part) => part !== "").join(": ");
  return showPath(path) === "" ? "" : `"${showPath(path)}"`;
}

function showPath(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part + 1}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(plain: unknown, path: readonly (string | number)[]): unknown {
  let value = plain;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Returns the keys that the mapping at a path may have. */
function keysAt(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  const reached = path.reduce<readonly z.ZodType[]>((all, key) => all.flatMap((one) => below(one, key)), [schema]);
  return reached.flatMap(alternatives).flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []));
}

function below(schema: z.ZodType, key: string | number): readonly z.ZodType[] {
  return alternatives(schema).flatMap((one): readonly z.ZodType[] => {
    if (one instanceof z.ZodObject)
      return typeof key === "string" && Object.hasOwn(one.shape, key) ? [one.shape[key]] : [];
    if (one instanceof z.ZodArray) return [one.element as z.ZodType];
    return one instanceof z.ZodRecord ? [one.valueType as z.ZodType] : [];
  });
}

/** Returns the schemas that a value may follow, without wrappers. */
function alternatives(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return alternatives(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return alternatives(schema.out as z.ZodType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => alternatives(one as z.ZodType));
  return [schema];
}
