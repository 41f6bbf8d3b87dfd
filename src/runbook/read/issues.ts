import type { z } from "zod";
import { listNames, nearest } from "../../diagnostics/index.ts";
import { artifactGrammar, configGrammar, runbookGrammar } from "../grammar.ts";
import { hintForChoice, hintForType, wantedType } from "../hints/index.ts";
import type { ValuePath } from "../model.ts";
import type { ReportProblem, TextSpan } from "../yaml/index.ts";
import { describeNode, entryOf, follow, quote, type TreeNode } from "../yaml/index.ts";

/** A validated node: its grammar, and its location in the runbook. */
export interface Subject {
  readonly grammar: z.ZodType;
  readonly node: TreeNode;
  /** Span of the key that leads to the node. */
  readonly keySpan: TextSpan;
  readonly path: ValuePath;
  /** Text of the whole file. */
  readonly text: string;
  readonly report: ReportProblem;
}

/**
 * Reports the grammar's issues with exact spans: one for each location, and none that only follows from another. Does
 * not report unread values again, or a missing key that was misspelled.
 */
export function reportIssues(issues: readonly z.core.$ZodIssue[], subject: Subject): void {
  const all = issues.flatMap(mostSpecific);
  const misspelt = new Set(all.flatMap((issue) => misspeltFor(issue, subject)).map((path) => JSON.stringify(path)));
  const reportedPlaces = new Set<string>();
  for (const issue of all) {
    const place = JSON.stringify(issue.path);
    if (issue.code === "unrecognized_keys") for (const key of issue.keys) reportUnknownKey(key, issue, subject);
    else if (!misspelt.has(place) && !reportedPlaces.has(place)) reportValue(issue, subject);
    if (issue.code !== "unrecognized_keys") reportedPlaces.add(place);
  }
}

/** Returns the paths of the keys that unknown keys probably mean. */
export function misspeltFor(issue: z.core.$ZodIssue, { grammar }: Pick<Subject, "grammar">): readonly ValuePath[] {
  if (issue.code !== "unrecognized_keys") return [];
  const allowed = keysAt(grammar, pathOf(issue));
  return issue.keys.flatMap((key) => {
    const near = nearest(key, allowed);
    return near === undefined ? [] : [[...pathOf(issue), near]];
  });
}

/**
 * For a union, returns the branch whose issue is at a deeper level, because a wrong element is more specific than "not
 * one text".
 */
function mostSpecific(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const branch = issue.errors.find((causes) => causes.some((cause) => isDeeper(cause)));
  if (branch === undefined) return [issue];
  return branch.map((cause) => ({ ...cause, path: [...issue.path, ...cause.path] }));
}

// Returns whether an issue identifies the intended branch. A list that is too short does so too, although its path is
// that of the union.
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
    hint: near === undefined ? unknownKeyHint(key, allowed) : `write "${near}"`,
  });
}

function unknownKeyHint(key: string, allowed: readonly string[]): string {
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
  if (node.isUnread) return;
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
    hint: valueHint(issue, node, subject.text),
  });
}

function valueHint(issue: z.core.$ZodIssue, node: TreeNode, text: string): string | undefined {
  const type = wantedType(issue);
  if (type !== undefined) return hintForType(node, { type, text });
  return issue.code === "invalid_value" ? hintForChoice(node, issue.values.map(String)) : undefined;
}

function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
}

/** Formats a path as `artifacts.findings.inputs[1]`. */
function pathText(path: ValuePath): string {
  return path.map((key, depth) => (typeof key === "number" ? `[${key}]` : depth === 0 ? key : `.${key}`)).join("");
}

/** Returns the keys that a grammar allows at a path. */
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
