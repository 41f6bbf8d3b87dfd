import { wctError } from "../../diagnostics/index.ts";
import type { PruneReport, PruneRequest, RecordStore, RunSummary } from "../../domain/index.ts";
import { type RawContent, rawContent, unlessRemoved } from "../record/index.ts";

/** Which runs are pruned, and what is removed from them. A run in progress is never pruned. */
export interface PruneRules {
  /** Number of newest runs that are kept. */
  readonly keep?: number | undefined;
  /** Only runs started before this time. */
  readonly before?: Date | undefined;
  /** Keeps the runs, and removes only content that may identify people. */
  readonly rawOnly?: boolean | undefined;
}

export interface Pruned {
  readonly report: PruneReport;
  /** The runs that are removed or lose content. */
  readonly runs: readonly RunSummary[];
  readonly raw: readonly RawContent[];
}

/** What a prune would do. */
export interface PlannedPrune extends Pruned {
  /** The runs that the rules select. */
  readonly chosen: readonly RunSummary[];
  readonly rawOnly: boolean;
}

/** Requires a rule: without one, every run would be removed. Throws WCT_USAGE. */
export function requirePruneRule({ keep, before, rawOnly }: PruneRules): void {
  if (keep !== undefined && !(Number.isSafeInteger(keep) && keep >= 0)) {
    throw wctError("WCT_USAGE", { message: `keep is ${keep}`, hint: "give the number of runs to keep, from 0" });
  }
  if (before !== undefined && Number.isNaN(before.getTime())) {
    throw wctError("WCT_USAGE", { message: "before is not a date", hint: "give a valid Date" });
  }
  if (keep !== undefined || before !== undefined || rawOnly) return;
  throw wctError("WCT_USAGE", {
    message: "nothing is selected for pruning",
    hint: "pass --keep N, --older-than 30d or --raw; preview with --dry-run",
  });
}

/**
 * Returns what a prune would remove, and changes nothing. Throws WCT_USAGE without a rule, and the errors of the store.
 */
export async function planPrune(store: RecordStore, rules: PruneRules): Promise<PlannedPrune> {
  requirePruneRule(rules);
  const chosen = choose(await store.executions.runs(), rules);
  const { rawOnly = false } = rules;
  return { ...(await pruneIn(store, { chosen, rawOnly }, "tell")), chosen, rawOnly };
}

/** Removes what was planned, and no newer run. Throws the errors of the store. */
export const prune = (store: RecordStore, planned: PlannedPrune): Promise<Pruned> => pruneIn(store, planned, "do");

async function pruneIn(
  store: RecordStore,
  { chosen, rawOnly }: Pick<PlannedPrune, "chosen" | "rawOnly">,
  mode: PruneRequest["mode"],
): Promise<Pruned> {
  const raw: RawContent[] = [];
  if (rawOnly) {
    for (const { id } of chosen) {
      const held = await unlessRemoved(() => rawContent(store, id));
      if (held !== null) raw.push(held);
    }
  }
  const drop = raw.filter(({ digests }) => digests.length > 0);
  const report = await store.prune({ remove: rawOnly ? [] : chosen.map(({ id }) => id), drop, mode });
  const gone = new Set([...report.removed, ...report.dropped.map(({ run }) => run)]);
  return { report, runs: chosen.filter(({ id }) => gone.has(id)), raw: drop.filter(({ run }) => gone.has(run)) };
}

/** Selects runs beyond the newest N, older than the date, or both; never a run in progress. */
function choose(newestFirst: readonly RunSummary[], { keep, before }: PruneRules): readonly RunSummary[] {
  return newestFirst
    .slice(keep ?? 0)
    .filter(
      (run) => run.status !== "running" && (before === undefined || Date.parse(run.startedAt) < before.getTime()),
    );
}
