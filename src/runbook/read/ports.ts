import type * as z from "zod";
import { isArtifactId } from "../../domain/index.ts";
import { inputGrammar, outputGrammar } from "../grammar.ts";
import { idProposals } from "../hints/index.ts";
import type { Located, RunbookInput, RunbookOutput } from "../model.ts";
import { entryOf, isExtension, isTextNode, type MappingEntry, toJson } from "../yaml/index.ts";
import { located } from "./located.ts";
import { reportBadName } from "./method.ts";
import { readKeys } from "./read-keys.ts";
import type { SourcingContext } from "./sourced-object.ts";

/** Reads the inputs of a child runbook. Reports their mistakes. */
export function readInputs(
  entry: MappingEntry | undefined,
  context: SourcingContext,
): ReadonlyMap<string, RunbookInput> {
  return readPorts(entry, { key: "inputs", grammar: inputGrammar }, context, (value, port) => ({
    name: located(port.key, { span: port.keySpan }, context.source),
    schema: textAt(port, "schema", context),
    optional: value.optional ?? false,
    description: value.description ?? null,
  }));
}

/** Reads the outputs of a child runbook. Reports their mistakes. */
export function readOutputs(
  entry: MappingEntry | undefined,
  context: SourcingContext,
): ReadonlyMap<string, RunbookOutput> {
  return readPorts(entry, { key: "outputs", grammar: outputGrammar }, context, (value, port) => ({
    name: located(port.key, { span: port.keySpan }, context.source),
    artifact: textAt(port, "artifact", context),
    description: value.description ?? null,
  }));
}

interface PortKind<T> {
  readonly key: "inputs" | "outputs";
  readonly grammar: T;
}

function readPorts<T extends z.ZodObject, Port>(
  entry: MappingEntry | undefined,
  { key, grammar }: PortKind<T>,
  context: SourcingContext,
  portOf: (value: Partial<z.infer<T>>, entry: MappingEntry) => Port,
): ReadonlyMap<string, Port> {
  const ports = new Map<string, Port>();
  if (entry?.node.kind !== "mapping") return ports;
  const propose = idProposals(entry.node.entries.keys());
  for (const port of entry.node.entries.values()) {
    if (isExtension(port.key)) continue;
    if (!isArtifactId(port.key)) reportBadName(port, { kind: key, proposal: propose(port.key) }, context.report);
    const subject = { grammar, node: port.node, keySpan: port.keySpan, path: [key, port.key] };
    ports.set(port.key, portOf(readKeys(toJson(port.node), subject, context).value, port));
  }
  return ports;
}

function textAt({ node }: MappingEntry, key: string, { source }: SourcingContext): Located<string> | null {
  const value = entryOf(node, key)?.node;
  return value !== undefined && isTextNode(value) && !value.isUnread ? located(value.value, value, source) : null;
}
