import type { Diagnostic } from "../diagnostics/index.ts";
import type { ArtifactId, JsonValue } from "../domain/index.ts";
import { readArtifact } from "./artifact.ts";
import { composeTree } from "./compose.ts";
import { readConfig } from "./config.ts";
import { type Finding, type Report, toDiagnostics } from "./findings.ts";
import { notYet, runbookGrammar } from "./grammar.ts";
import { reportIssues } from "./issues.ts";
import { maxBytes } from "./limits.ts";
import type { Runbook, RunbookArtifact } from "./model.ts";
import { decodeUtf8, type SourceText, sourceText } from "./source-text.ts";
import type { SourcingContext } from "./sourced-object.ts";
import { entryOf, type MappingNode, type TreeNode } from "./tree.ts";

export interface RunbookInput {
  /** As the user named it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly env: ReadonlyMap<string, string>;
  /** Unset variables are warnings. Default false. */
  readonly noEnv?: boolean;
}

export type ParsedRunbook =
  | { readonly ok: true; readonly runbook: Runbook; readonly warnings: readonly Diagnostic[] }
  | {
      readonly ok: false;
      readonly diagnostics: readonly Diagnostic[];
      /**
       * What could be read in spite of them, so that the rest can be checked in the same pass: without the artifacts
       * that are wrong and those that depend on them. Never to be run.
       */
      readonly partial: Runbook | undefined;
    };

/**
 * Reads a runbook: its grammar, and its placeholders. Everything that is wrong comes at once, in file order; nothing
 * that a user can write makes it throw. Values of variables are in `resolved` only, never in a diagnostic.
 */
export function parseRunbook(input: RunbookInput): ParsedRunbook {
  const findings: Finding[] = [];
  const report: Report = (finding) => void findings.push(finding);
  const source = readSource(input, report);
  const tree = findings.length > 0 ? undefined : composeTree(source.text, report);
  const environment = { env: input.env, noEnv: input.noEnv ?? false };
  const runbook = tree && readRunbook(tree, { environment, source, report });
  const diagnostics = toDiagnostics(findings, source);
  const isValid = diagnostics.every((diagnostic) => diagnostic.severity === "warning");
  if (runbook && isValid) return { ok: true, runbook, warnings: diagnostics };
  return { ok: false, diagnostics, partial: runbook };
}

function readSource({ file, bytes }: RunbookInput, report: Report): SourceText {
  const start = { start: 0, end: 0 };
  if (bytes.length > maxBytes) {
    report({ code: "WCT_RUNBOOK_TOO_LARGE", span: start, message: "the file is larger than 4 MiB" });
    return sourceText(file, "");
  }
  const decoded = decodeUtf8(bytes);
  if (decoded.ok) return sourceText(file, decoded.text);
  const at = decoded.before.length;
  report({
    code: "WCT_RUNBOOK_ENCODING",
    span: { start: at, end: at },
    message: `the file is not UTF-8 text: byte ${decoded.byte + 1} cannot be read`,
    hint: "save the file as UTF-8",
  });
  return sourceText(file, decoded.before);
}

function readRunbook(tree: TreeNode, context: SourcingContext): Runbook | undefined {
  if (tree.kind !== "mapping") {
    reportNoMapping(tree, context.report);
    return undefined;
  }
  reportNotYet(tree, context.report);
  const top = topOf(tree, context.report);
  const config = readConfig(entryOf(tree, "config"), context);
  const artifacts = readArtifacts(entryOf(tree, "artifacts")?.node, context);
  if (top === undefined || config === undefined) return undefined;
  const { file, text } = context.source;
  return { file, text, ...top, config, artifacts };
}

function reportNoMapping(tree: TreeNode, report: Report): void {
  const isEmpty = tree.kind === "scalar" && tree.value === null;
  const found = tree.kind === "list" ? "a list" : "a single value";
  report({
    code: "WCT_RUNBOOK_BAD_VALUE",
    span: isEmpty ? { start: 0, end: 0 } : tree.span,
    message: isEmpty ? "the runbook is empty" : `a runbook must be a mapping, found ${found}`,
    hint: "write name, description and artifacts; `wct init` makes a starter",
  });
}

function reportNotYet(tree: MappingNode, report: Report): void {
  for (const key of notYet.runbook) {
    const entry = entryOf(tree, key);
    if (entry === undefined) continue;
    report({
      code: "WCT_RUNBOOK_NOT_YET",
      span: entry.keySpan,
      message: `"${key}" makes this a child runbook, which this version does not support yet`,
      hint: "leave it out",
    });
  }
}

function topOf(tree: MappingNode, report: Report) {
  const entries = [...tree.entries.values()].filter(({ key }) => !notYet.runbook.some((later) => later === key));
  const json = Object.fromEntries(entries.map(({ key, node }) => [key, shallow(node)]));
  const result = runbookGrammar.safeParse(json);
  if (result.success) {
    const { name, description, contact } = result.data;
    return { name, description, contact: contact ?? null };
  }
  const keySpan = [...tree.entries.values()][0]?.keySpan ?? tree.span;
  reportIssues(result.error.issues, { grammar: runbookGrammar, node: tree, keySpan, path: [], report });
  return undefined;
}

/** Enough for the grammar of the top: what lies below is validated on its own. */
function shallow(node: TreeNode): JsonValue {
  if (node.kind === "scalar") return node.value;
  return node.kind === "list" ? [] : Object.fromEntries([...node.entries.keys()].map((key) => [key, null]));
}

function readArtifacts(node: TreeNode | undefined, context: SourcingContext): Map<ArtifactId, RunbookArtifact> {
  const artifacts = new Map<ArtifactId, RunbookArtifact>();
  if (node?.kind !== "mapping") return artifacts;
  const unread: string[] = [];
  for (const entry of node.entries.values()) {
    const artifact = readArtifact(entry, context);
    if (artifact) artifacts.set(artifact.id, artifact);
    else unread.push(entry.key);
  }
  if (unread.length > 0) dropDependents(artifacts, unread);
  return artifacts;
}

/** Takes out what depends on an artifact that could not be read: nothing true can be said about it. */
function dropDependents(artifacts: Map<ArtifactId, RunbookArtifact>, unread: readonly string[]): void {
  const dependents = new Map<string, ArtifactId[]>();
  for (const [id, { inputs }] of artifacts) {
    for (const { value } of inputs) {
      const those = dependents.get(value);
      if (those === undefined) dependents.set(value, [id]);
      else those.push(id);
    }
  }
  const open = [...unread];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const dependent of dependents.get(id) ?? []) {
      if (artifacts.delete(dependent)) open.push(dependent);
    }
  }
}
