import type { Diagnostic } from "../diagnostics/index.ts";
import type { ArtifactId, JsonValue } from "../domain/index.ts";
import { runbookGrammar } from "./grammar.ts";
import { idProposals } from "./hints/index.ts";
import type { Runbook, RunbookArtifact } from "./model.ts";
import type { SourcingContext } from "./read/index.ts";
import { readArtifact, readConfig, readInputs, readKeys, readOutputs } from "./read/index.ts";
import {
  composeTree,
  decodeUtf8,
  entryOf,
  isExtension,
  jsonTree,
  type MappingNode,
  maxBytes,
  type ReportProblem,
  type RunbookProblem,
  type SourceText,
  sourceText,
  type TreeNode,
  toDiagnostics,
} from "./yaml/index.ts";

interface RunbookInput {
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
       * What could be read despite the mistakes, so that the rest can be checked in the same pass. Must never be
       * planned or run: invalid parts have default values or are marked as unclear.
       */
      readonly partial: Runbook | undefined;
    };

/**
 * Parses a runbook: its grammar and its placeholders. Reports all mistakes together, in file order, and never throws
 * for any input. Values of variables are only in `resolved`, never in a diagnostic.
 */
export function parseRunbook(input: RunbookInput): ParsedRunbook {
  const findings: RunbookProblem[] = [];
  const report: ReportProblem = (finding) => void findings.push(finding);
  const source = readSource(input, report);
  const tree = findings.length > 0 ? undefined : composeTree(source.text, report);
  return parsedOf(input, { tree, source, findings, report });
}

/** Parses a runbook that is JSON and that no file has: its problems have no places. */
export function parseJsonRunbook(input: Omit<RunbookInput, "bytes"> & { readonly json: JsonValue }): ParsedRunbook {
  const { file, json } = input;
  const text = JSON.stringify(json);
  const tree = jsonTree(json, text);
  if (tree === null) return parseRunbook({ ...input, bytes: new TextEncoder().encode(text) });
  const findings: RunbookProblem[] = [];
  const report: ReportProblem = (finding) => void findings.push(finding);
  return parsedOf(input, { tree, source: sourceText(file, text), findings, report });
}

interface ReadTree extends Pick<SourcingContext, "source" | "report"> {
  readonly tree: TreeNode | undefined;
  readonly findings: readonly RunbookProblem[];
}

function parsedOf(input: Omit<RunbookInput, "bytes">, { tree, source, findings, report }: ReadTree): ParsedRunbook {
  const environment = { env: input.env, noEnv: input.noEnv ?? false, expanded: { characters: 0 } };
  const runbook = tree && readRunbook(tree, { environment, source, report });
  const diagnostics = toDiagnostics(findings, source);
  const isValid = diagnostics.every((diagnostic) => diagnostic.severity === "warning");
  if (runbook && isValid) return { ok: true, runbook, warnings: diagnostics };
  return { ok: false, diagnostics, partial: runbook };
}

function readSource({ file, bytes }: RunbookInput, report: ReportProblem): SourceText {
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
  const top = topOf(tree, context);
  const config = readConfig(entryOf(tree, "config"), context);
  const artifacts = readArtifacts(entryOf(tree, "artifacts")?.node, context);
  const { file, text } = context.source;
  const inputs = readInputs(entryOf(tree, "inputs"), context);
  const outputs = readOutputs(entryOf(tree, "outputs"), context);
  return { file, text, ...top, config, inputs, outputs, artifacts };
}

function reportNoMapping(tree: TreeNode, report: ReportProblem): void {
  const isEmpty = tree.kind === "scalar" && tree.value === null;
  const found = tree.kind === "list" ? "a list" : "a single value";
  report({
    code: "WCT_RUNBOOK_BAD_VALUE",
    span: isEmpty ? { start: 0, end: 0 } : tree.span,
    message: isEmpty ? "the runbook is empty" : `a runbook must be a mapping, found ${found}`,
    hint: "write name, description and artifacts; `wct init` creates a runbook",
  });
}

function topOf(tree: MappingNode, context: SourcingContext) {
  const entries = [...tree.entries.values()].filter(({ key }) => !isExtension(key));
  const json = Object.fromEntries(entries.map(({ key, node }) => [key, shallow(node)]));
  const keySpan = [...tree.entries.values()][0]?.keySpan ?? tree.span;
  const { value } = readKeys(json, { grammar: runbookGrammar, node: tree, keySpan, path: [] }, context);
  return { name: value.name ?? "", description: value.description ?? "", contact: value.contact ?? null };
}

/** Converts only the top level, which is all its grammar needs. Lower levels are validated separately. */
function shallow(node: TreeNode): JsonValue {
  if (node.kind === "scalar") return node.value;
  return node.kind === "list" ? [] : Object.fromEntries([...node.entries.keys()].map((key) => [key, null]));
}

function readArtifacts(node: TreeNode | undefined, context: SourcingContext): Map<ArtifactId, RunbookArtifact> {
  const artifacts = new Map<ArtifactId, RunbookArtifact>();
  if (node?.kind !== "mapping") return artifacts;
  const propose = idProposals(node.entries.keys());
  for (const entry of node.entries.values()) {
    const artifact = readArtifact(entry, { ...context, propose });
    artifacts.set(artifact.id, artifact);
  }
  return artifacts;
}
