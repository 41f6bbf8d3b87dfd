import type { RunbookMethod, SourcedObject } from "../model.ts";
import { entryOf, isTextNode, type MappingEntry, type TreeNode, toJson } from "../yaml/index.ts";
import { readChild } from "./child.ts";
import { substituting } from "./environment.ts";
import { located } from "./located.ts";
import { emptyObject, type SourcingContext, sourcedObject } from "./sourced-object.ts";

/**
 * Reads the method of an artifact as far as possible; mistakes were already reported. A component with a readable type
 * counts as a method despite other mistakes, so that its configuration can be checked.
 */
export function readMethod(node: TreeNode, context: SourcingContext): RunbookMethod {
  const source = entryOf(node, "source");
  const process = entryOf(node, "process");
  const reuse = entryOf(node, "reuse");
  const child = entryOf(node, "child_runbook");
  if (source !== undefined && process !== undefined) return { kind: "unclear" };
  if (source !== undefined) return componentOf("source", source, context);
  if (process !== undefined) return componentOf("process", process, context);
  if (reuse !== undefined) return reuseOf(reuse, context);
  if (child !== undefined) return readChild(child, node, context.source);
  return entryOf(node, "inputs") === undefined ? { kind: "unclear" } : { kind: "pass-through" };
}

function componentOf(kind: "source" | "process", entry: MappingEntry, context: SourcingContext): RunbookMethod {
  const type = entryOf(entry.node, "type")?.node;
  const properties = propertiesOf(entry, context);
  if (type === undefined || !isTextNode(type) || type.isUnread) return { kind: "unclear" };
  return { kind, type: located(type.value, type, context.source), properties };
}

function propertiesOf(component: MappingEntry, context: SourcingContext): SourcedObject {
  const properties = entryOf(component.node, "properties");
  if (properties?.node.kind === "mapping") return sourcedObject(properties.node, context);
  const isNothing = properties === undefined || (properties.node.kind === "scalar" && properties.node.value === null);
  // If there is an unknown key, it may be a misspelled `properties`.
  const isUnread = !isNothing || properties?.node.isUnread === true || hasUnknownKey(component.node);
  return emptyObject(properties?.keySpan ?? component.keySpan, context.source, isUnread);
}

function hasUnknownKey(node: TreeNode): boolean {
  return (
    node.isUnread ||
    (node.kind === "mapping" && node.entries.keys().some((key) => key !== "type" && key !== "properties"))
  );
}

/** Reads `reuse` and substitutes the placeholders of `from_run`. */
function reuseOf({ node }: MappingEntry, { environment, source, report }: SourcingContext): RunbookMethod {
  const run = entryOf(node, "from_run")?.node;
  const artifact = entryOf(node, "artifact")?.node;
  if (run === undefined || !isTextNode(run)) return { kind: "unclear" };
  const unresolved: unknown[] = [];
  const context = { ...environment, source, report, unresolved: (one: unknown) => unresolved.push(one) };
  const fromRun = located(String(toJson(run, substituting(context))), run, source);
  if (artifact === undefined || !isTextNode(artifact)) return { kind: "unclear" };
  const isOpen = unresolved.length > 0 && !environment.noEnv;
  if (isOpen || run.isUnread || artifact.isUnread) return { kind: "unclear" };
  return { kind: "reuse", fromRun, writtenRun: run.value, artifact: located(artifact.value, artifact, source) };
}
