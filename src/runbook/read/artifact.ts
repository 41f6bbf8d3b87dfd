import { type ArtifactId, isArtifactId } from "../../domain/index.ts";
import { type ArtifactEntry, artifactGrammar } from "../grammar.ts";
import type { RunbookArtifact, RunbookMethod } from "../model.ts";
import type { SourceText } from "../yaml/index.ts";
import {
  entryOf,
  isExtension,
  isTextNode,
  type MappingEntry,
  quote,
  type ScalarNode,
  type TreeNode,
  toJson,
} from "../yaml/index.ts";
import { checkChild } from "./child.ts";
import { toMilliseconds } from "./config.ts";
import { located } from "./located.ts";
import { checkMethod, reportBadId } from "./method.ts";
import { readKeys } from "./read-keys.ts";
import { readMethod } from "./read-method.ts";
import type { SourcingContext } from "./sourced-object.ts";

/** Reads one artifact. Reports its mistakes, and omits them from the result or marks it as unclear. */
export function readArtifact(
  entry: MappingEntry,
  context: SourcingContext & { readonly propose: (id: string) => string },
): RunbookArtifact {
  const { key, node, keySpan } = entry;
  if (!isArtifactId(key)) reportBadId(entry, context.propose(key), context.report);
  const subject = { grammar: artifactGrammar, node, keySpan, path: ["artifacts", key] };
  const { value, wrong } = readKeys(toJson(withoutIgnored(node)), subject, context);
  const isMethodClear = checkMethod(entry, wrong, context.report);
  const areInputsClear = checkInputs(entry, context);
  const isChildClear = checkChild(entry, wrong, context);
  const method = readMethod(node, context);
  const decisive = ["source", "inputs", "process", "reuse", "child_runbook", "output_schema"];
  const isPartial =
    !isMethodClear ||
    !areInputsClear ||
    !isChildClear ||
    method.kind === "unclear" ||
    decisive.some((one) => wrong.has(one));
  // In an invalid runbook an id may be malformed, but other artifacts may still refer to it.
  const id = key as ArtifactId;
  return toArtifact(value, { id, entry, method, isPartial, source: context.source });
}

/** Removes keys that are the user's own. */
function withoutIgnored(node: TreeNode): TreeNode {
  if (node.kind !== "mapping") return node;
  if (!node.entries.keys().some(isExtension)) return node;
  return { ...node, entries: new Map([...node.entries].filter(([key]) => !isExtension(key))) };
}

interface ArtifactParts {
  readonly id: ArtifactId;
  readonly entry: MappingEntry;
  readonly method: RunbookMethod;
  readonly isPartial: boolean;
  readonly source: SourceText;
}

function toArtifact(parsed: Partial<ArtifactEntry>, parts: ArtifactParts): RunbookArtifact {
  const { id, entry, method, isPartial, source } = parts;
  const outputSchema = entryOf(entry.node, "output_schema");
  return {
    id,
    // Computed immediately, because the plan contains the location of every artifact.
    location: source.range(entry.keySpan),
    group: [],
    name: parsed.name ?? null,
    description: parsed.description ?? null,
    contact: parsed.contact ?? null,
    method,
    isPartial,
    inputs: inputTexts(entry.node).map((input) => located(input.value, input, source)),
    output: parsed.output ?? false,
    optional: parsed.optional ?? false,
    breakpoint: parsed.breakpoint ?? null,
    timeoutMs: toMilliseconds(parsed.timeout),
    retain: parsed.retain ?? null,
    tags: parsed.tags ?? [],
    ...(parsed.runs_on === undefined ? {} : { runsOn: parsed.runs_on }),
    outputSchema:
      outputSchema === undefined || parsed.output_schema === undefined
        ? null
        : located(parsed.output_schema, outputSchema.node, source),
  };
}

/** Returns the inputs that are texts. Others were reported. */
function inputTexts(node: TreeNode): readonly (ScalarNode & { readonly value: string })[] {
  const inputs = entryOf(node, "inputs")?.node;
  const items = inputs?.kind === "list" ? inputs.items : inputs === undefined ? [] : [inputs];
  return items.filter(isTextNode);
}

/** Returns whether no input is repeated, and reports repetitions. */
function checkInputs(entry: MappingEntry, { report }: SourcingContext): boolean {
  const seen = new Map<string, TreeNode>();
  let isClear = true;
  for (const input of inputTexts(entry.node)) {
    const first = seen.get(input.value);
    if (first === undefined) {
      seen.set(input.value, input);
      continue;
    }
    isClear = false;
    report({
      code: "WCT_ARTIFACT_DUPLICATE_INPUT",
      span: input.span,
      message: `artifact ${quote(entry.key)} lists input ${quote(input.value)} twice`,
      hint: "remove the repeated input",
      related: [{ message: "first listed here", span: first.span }],
    });
  }
  return isClear;
}
