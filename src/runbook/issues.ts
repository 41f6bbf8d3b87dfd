import type { z } from "zod";
import { listNames, nearest } from "../diagnostics/index.ts";
import type { Report } from "./findings.ts";
import { artifactGrammar, configGrammar, runbookGrammar } from "./grammar.ts";
import type { ValuePath } from "./model.ts";
import type { Span } from "./source-text.ts";
import { describeNode, entryOf, follow, quote, type TreeNode } from "./tree.ts";

/** What was validated: its grammar, its node, and where it stands in the runbook. */
export interface Subject {
  readonly grammar: z.ZodType;
  readonly node: TreeNode;
  /** Of the key that leads to the node. */
  readonly keySpan: Span;
  readonly path: ValuePath;
  readonly report: Report;
}

/** The grammar's issues as findings with exact spans. */
export function reportIssues(issues: readonly z.core.$ZodIssue[], subject: Subject): void {
  for (const issue of issues.flatMap(mostSpecific)) {
    if (issue.code === "unrecognized_keys") for (const key of issue.keys) reportUnknownKey(key, issue, subject);
    else reportValue(issue, subject);
  }
}

/** Of a union, the branch whose trouble lies deeper: a wrong element tells more than "not one text". */
function mostSpecific(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const branch = issue.errors.find((causes) => causes.some((cause) => isDeeper(cause)));
  if (branch === undefined) return [issue];
  return branch.map((cause) => ({ ...cause, path: [...issue.path, ...cause.path] }));
}

// A list that is too short is known to be the branch that was meant, although its path is the union's own.
function isDeeper(cause: z.core.$ZodIssue): boolean {
  return cause.path.length > 0 || cause.code === "too_small";
}

function reportUnknownKey(key: string, issue: z.core.$ZodIssue, subject: Subject): void {
  const path = pathOf(issue);
  const { node } = follow(subject.node, path);
  const allowed = keysAt(subject.grammar, path);
  const near = nearest(key, allowed);
  const where = subject.path.length + path.length === 0 ? "a runbook" : quote(pathText([...subject.path, ...path]));
  subject.report({
    code: "WCT_RUNBOOK_UNKNOWN_KEY",
    span: entryOf(node, key)?.keySpan ?? node.span,
    message: `${where} has no key ${quote(key)}`,
    hint: near === undefined ? belongsElsewhere(key, allowed) : `write "${near}"`,
  });
}

function belongsElsewhere(key: string, allowed: readonly string[]): string {
  const homes = [
    { keys: Object.keys(configGrammar.shape), home: 'under "config"' },
    { keys: Object.keys(artifactGrammar.shape), home: "in an artifact" },
    { keys: Object.keys(runbookGrammar.shape), home: "at the top of the runbook" },
    { keys: ["properties", "type"], home: 'under "source" or "process"' },
  ];
  const home = homes.find(({ keys }) => keys.includes(key))?.home;
  return home === undefined ? `choose one of ${listNames(allowed, 12)}` : `put it ${home}`;
}

function reportValue(issue: z.core.$ZodIssue, subject: Subject): void {
  const path = pathOf(issue);
  const { node, keySpan, isComplete, missing } = follow(subject.node, path);
  const name = pathText([...subject.path, ...path]);
  if (!isComplete) {
    const parent = [...subject.path, ...path.slice(0, path.length - missing.length)];
    const where = parent.length === 0 ? "the runbook" : quote(pathText(parent));
    subject.report({
      code: "WCT_RUNBOOK_MISSING_KEY",
      span: keySpan ?? subject.keySpan,
      message: `${where} has no ${quote(missing.join("."))}`,
      hint: `add "${missing.join(".")}:" followed by ${issue.message}`,
    });
    return;
  }
  const found =
    node.kind === "scalar" && node.hasPlaceholder
      ? `something else from ${quote(String(node.value))}`
      : describeNode(node);
  subject.report({
    code: "WCT_RUNBOOK_BAD_VALUE",
    span: node.span,
    message: `${name === "" ? "the runbook" : quote(name)} must be ${issue.message}, found ${found}`,
    hint: valueHint(issue, node),
  });
}

function valueHint(issue: z.core.$ZodIssue, node: TreeNode): string | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  if (issue.code === "invalid_type" && issue.expected === "string") return `write it in quotes: "${node.value}"`;
  if (issue.code === "invalid_type" && issue.expected === "array" && !node.hasPlaceholder)
    return `write [${node.value}]`;
  if (issue.code === "invalid_type" && issue.expected === "boolean") return "write true or false, without quotes";
  if (issue.code !== "invalid_value" || typeof node.value !== "string") return undefined;
  const near = nearest(node.value, issue.values.map(String));
  return near === undefined ? undefined : `write "${near}"`;
}

function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
}

/** `artifacts.findings.inputs[1]`. */
function pathText(path: ValuePath): string {
  return path.map((key, depth) => (typeof key === "number" ? `[${key}]` : depth === 0 ? key : `.${key}`)).join("");
}

/** The keys that a grammar allows at a path. */
function keysAt(grammar: z.ZodType, path: ValuePath): string[] {
  let at: unknown = grammar;
  for (const key of path) at = shapeOf(at)[key];
  return Object.keys(shapeOf(at));
}

function shapeOf(grammar: unknown): Readonly<Record<string, unknown>> {
  let inner = grammar;
  while (isOptional(inner)) inner = inner.unwrap();
  return typeof inner === "object" && inner !== null && "shape" in inner ? { ...(inner.shape as object) } : {};
}

function isOptional(grammar: unknown): grammar is { readonly unwrap: () => unknown } {
  return typeof grammar === "object" && grammar !== null && "unwrap" in grammar;
}
