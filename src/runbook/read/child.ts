import type { ChildInclude, MappedName, RunbookMethod } from "../model.ts";
import { entryOf, isTextNode, type MappingEntry, quote, type SourceText, type TreeNode } from "../yaml/index.ts";
import { located } from "./located.ts";
import type { SourcingContext } from "./sourced-object.ts";

/**
 * Reads how an artifact includes a child runbook, as far as possible; mistakes were already reported. Without a path
 * the method is unclear.
 */
export function readChild({ node, keySpan }: MappingEntry, artifact: TreeNode, source: SourceText): RunbookMethod {
  const path = entryOf(node, "path")?.node;
  if (path === undefined || !isTextNode(path) || path.isUnread) return { kind: "unclear" };
  const output = entryOf(node, "output")?.node;
  const timeout = entryOf(artifact, "timeout");
  const include: ChildInclude = {
    location: source.range(keySpan),
    path: located(path.value, path, source),
    inputs: namesIn(entryOf(node, "input_mapping"), source),
    output: output !== undefined && isTextNode(output) ? located(output.value, output, source) : null,
    outputs: namesIn(entryOf(node, "output_mapping"), source),
    timeout: timeout === undefined ? null : source.range(timeout.keySpan),
  };
  return { kind: "child", include };
}

function namesIn(mapping: MappingEntry | undefined, source: SourceText): readonly MappedName[] {
  if (mapping?.node.kind !== "mapping") return [];
  return [...mapping.node.entries.values()].flatMap(({ key, keySpan, node }) =>
    isTextNode(node)
      ? [{ name: located(key, { span: keySpan }, source), artifact: located(node.value, node, source) }]
      : [],
  );
}

/**
 * Checks what the grammar of `child_runbook` cannot express: exactly one of `output` and `output_mapping`, and mappings
 * of names to ids. Returns whether the inclusion is clear. `wrong`: keys of the artifact that have mistakes.
 */
export function checkChild(entry: MappingEntry, wrong: ReadonlySet<string>, { report }: SourcingContext): boolean {
  const child = entryOf(entry.node, "child_runbook");
  if (child === undefined || child.node.kind !== "mapping" || wrong.has("child_runbook")) return child === undefined;
  const areIds = ["input_mapping", "output_mapping"].map((key) =>
    checkIds(entryOf(child.node, key), `${entry.key}.child_runbook.${key}`, report),
  );
  const output = entryOf(child.node, "output");
  const mapped = entryOf(child.node, "output_mapping");
  const isOne = (output === undefined) !== (mapped === undefined);
  if (!isOne) {
    report({
      code: "WCT_RUNBOOK_BAD_VALUE",
      span: (output === undefined ? child : mapped)?.keySpan ?? child.keySpan,
      message: `"child_runbook" of artifact ${quote(entry.key)} has ${output === undefined ? "neither" : "both"} "output" ${output === undefined ? "nor" : "and"} "output_mapping"`,
      hint: "write output: NAME for one output of the child, or output_mapping: { NAME: ID } for several",
    });
  }
  return isOne && areIds.every(Boolean);
}

/** Returns whether all values of a mapping are texts and there is at least one, and reports the others. */
function checkIds(mapping: MappingEntry | undefined, path: string, report: SourcingContext["report"]): boolean {
  if (mapping?.node.kind !== "mapping") return mapping === undefined;
  const wrong = [...mapping.node.entries.values()].filter(({ node }) => !isTextNode(node));
  for (const { key, keySpan, node } of wrong) {
    if (node.isUnread) continue;
    report({
      code: "WCT_RUNBOOK_BAD_VALUE",
      span: node.kind === "scalar" && node.value !== null ? node.span : keySpan,
      message: `${quote(`artifacts.${path}.${key}`)} must be an artifact id`,
      hint: "write the id of an artifact of this runbook",
    });
  }
  return wrong.length === 0;
}
