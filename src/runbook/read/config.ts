import type { JsonObject, JsonValue } from "../../domain/index.ts";
import { type ConfigEntry, configGrammar } from "../grammar.ts";
import type { RunbookConfig } from "../model.ts";
import {
  entryOf,
  isExtension,
  type MappingEntry,
  type MappingNode,
  type ScalarNode,
  type TreeNode,
  toJson,
} from "../yaml/index.ts";
import { type Substitution, substituting } from "./environment.ts";
import { located } from "./located.ts";
import { readKeys } from "./read-keys.ts";
import { checkSecretNames, reportNoNames } from "./secret-names.ts";
import type { SourcingContext } from "./sourced-object.ts";

const defaults: ConfigEntry = {};
export const defaultConcurrency = 10;

/** Reads `config`. Reports its mistakes, and uses default values for them. */
export function readConfig(entry: MappingEntry | undefined, context: SourcingContext): RunbookConfig {
  if (entry === undefined || entry.node.kind !== "mapping")
    return toConfig(defaults, { placeholders: {}, limits: [], pathVariables: [] });
  const { node, keySpan } = entry;
  const subject = { grammar: configGrammar, node, keySpan, path: ["config"] };
  const { value } = readKeys(substituted(node, context), subject, context);
  checkSecretNames(node, value.secrets ?? [], context);
  const secrets = value.secrets ?? textsOf(entryOf(node, "secrets")?.node);
  const limits = [...node.entries.values()].filter(({ key }) => isNumeric(key));
  return toConfig(
    { ...value, secrets },
    {
      placeholders: placeholdersOf(node),
      limits: limits.map(({ key, keySpan }) => located(key, { span: keySpan }, context.source)),
      pathVariables: variablesIn(entryOf(node, "template_paths")?.node),
    },
  );
}

/**
 * Returns the valid items of a list, even if other items are invalid, so that a named secret is still protected in
 * messages.
 */
function textsOf(node: TreeNode | undefined): string[] {
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item) => (item.kind === "scalar" && typeof item.value === "string" ? [item.value] : []));
}

/** Substitutes placeholders, and converts substituted texts to numbers where numbers are required. */
function substituted(node: MappingNode, { environment, source, report }: SourcingContext): JsonObject {
  const unresolved = new Set<ScalarNode>();
  const context: Substitution = { ...environment, source, report, unresolved: (scalar) => unresolved.add(scalar) };
  const json: Record<string, JsonValue> = {};
  for (const { key, node: value } of node.entries.values()) {
    if (isExtension(key)) continue;
    if (key === "secrets" && value.hasPlaceholder) {
      reportNoNames(value, report);
      continue;
    }
    const before = unresolved.size;
    const resolved = toJson(value, substituting(context));
    // An unresolved placeholder was already reported. The grammar would report it again in other words.
    if (unresolved.size > before) continue;
    const coerced = value.hasPlaceholder && isNumeric(key) ? toNumber(resolved) : resolved;
    Object.defineProperty(json, key, { value: coerced, enumerable: true });
  }
  return json;
}

/** Returns the settings of a run that contain placeholders, as written. */
function placeholdersOf(node: MappingNode): RunbookConfig["placeholders"] {
  const entries = [...node.entries.values()].flatMap(({ key, node: { hasPlaceholder, ...value } }) =>
    hasPlaceholder && isStored(key) && value.kind === "scalar" ? [[key, String(value.value)] as const] : [],
  );
  return Object.fromEntries(entries);
}

const isStored = (key: string) => isNumeric(key) || key === "retain";

const numeric = new Set(["timeout", "max_concurrency", "workers", "cost_limit"]);
const isNumeric = (key: string) => numeric.has(key);

function toNumber(value: JsonValue): JsonValue {
  if (typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

/** Returns the variables that the texts of a list use, in order. */
function variablesIn(list: TreeNode | undefined): readonly string[] {
  return textsOf(list).flatMap((text) =>
    [...text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)/g)].map(([, name = ""]) => name),
  );
}

type AsWritten = Pick<RunbookConfig, "placeholders" | "limits" | "pathVariables">;

function toConfig(entry: ConfigEntry, written: AsWritten): RunbookConfig {
  return {
    timeoutMs: toMilliseconds(entry.timeout),
    maxConcurrency: entry.max_concurrency ?? defaultConcurrency,
    workers: entry.workers ?? null,
    costLimit: entry.cost_limit ?? null,
    retain: entry.retain ?? "all",
    secrets: entry.secrets ?? [],
    templatePaths: entry.template_paths ?? [],
    ...written,
  };
}

/** Converts to whole milliseconds, at least 1, because zero would mean an immediate timeout. */
export function toMilliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.max(1, Math.round(seconds * 1000));
}
