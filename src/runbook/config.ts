import type { JsonObject, JsonValue } from "../domain/index.ts";
import { type Substitution, substituting } from "./environment.ts";
import { type ConfigEntry, configGrammar } from "./grammar.ts";
import { reportIssues } from "./issues.ts";
import type { RunbookConfig } from "./model.ts";
import type { SourcingContext } from "./sourced-object.ts";
import { type MappingEntry, type MappingNode, type ScalarNode, toJson } from "./tree.ts";

const defaults: ConfigEntry = {};

/** Reads `config`; undefined when it is wrong (then it was reported). */
export function readConfig(entry: MappingEntry | undefined, context: SourcingContext): RunbookConfig | undefined {
  if (entry === undefined || entry.node.kind === "scalar") return toConfig(defaults);
  if (entry.node.kind === "list") return undefined;
  const result = configGrammar.safeParse(substituted(entry.node, context));
  if (result.success) return toConfig(result.data);
  const { node, keySpan } = entry;
  reportIssues(result.error.issues, {
    grammar: configGrammar,
    node,
    keySpan,
    path: ["config"],
    report: context.report,
  });
  return undefined;
}

/** Placeholders replaced, and what came from them turned into numbers where numbers are asked for. */
function substituted(node: MappingNode, { environment, source, report }: SourcingContext): JsonObject {
  const unresolved = new Set<ScalarNode>();
  const context: Substitution = { ...environment, source, report, unresolved: (scalar) => unresolved.add(scalar) };
  const json: Record<string, JsonValue> = {};
  for (const { key, node: value } of node.entries.values()) {
    const before = unresolved.size;
    const resolved = toJson(value, substituting(context));
    // What cannot be resolved was reported once; the grammar would only repeat it in other words.
    if (unresolved.size > before) continue;
    const coerced = value.hasPlaceholder && isNumeric(key) ? toNumber(resolved) : resolved;
    Object.defineProperty(json, key, { value: coerced, enumerable: true });
  }
  return json;
}

const numeric = new Set(["timeout", "max_concurrency", "workers", "cost_limit"]);
const isNumeric = (key: string) => numeric.has(key);

function toNumber(value: JsonValue): JsonValue {
  if (typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function toConfig(entry: ConfigEntry): RunbookConfig {
  return {
    timeoutMs: toMilliseconds(entry.timeout),
    maxConcurrency: entry.max_concurrency ?? 10,
    workers: entry.workers ?? null,
    costLimit: entry.cost_limit ?? null,
    retain: entry.retain ?? "all",
    secrets: entry.secrets ?? [],
    templatePaths: entry.template_paths ?? [],
  };
}

/** Whole milliseconds, at least 1: zero would mean "at once". */
export function toMilliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.max(1, Math.round(seconds * 1000));
}
