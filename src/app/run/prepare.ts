import { resolve } from "node:path";
import type { RunId } from "../../domain/index.ts";
import type { Threads } from "../../executor/index.ts";
import { width } from "../../graph/index.ts";
import { planGraph } from "../../run/index.ts";
import { chooseExports, requireOutputDir } from "../export/index.ts";
import { type Host, yieldToEvents } from "../host/index.ts";
import { type OpenStore, readStore, writeStore } from "../open/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import { type ReusePlan, resumableRun, resumeFrom, reuseNewest, reuseNothing } from "../reuse/index.ts";
import { type DraftOptions, draftRun, type RunDraft } from "./draft.ts";
import { type EarlyThreads, startThreads } from "./early-threads.ts";
import { workersOf } from "./execute.ts";
import { type RequestedLimits, requireLimits } from "./limits.ts";

/** Which earlier results are reused instead of executing: those of one run, or of the newest runs of the runbook. */
export type ReuseSource = { readonly kind: "run"; readonly run: string } | { readonly kind: "newest" };

export interface PrepareOptions extends RequestedLimits {
  /** Folder of the store. */
  readonly store?: string | undefined;
  /** Formats of the outputs; by default those that suit each output. */
  readonly exports?: readonly string[] | undefined;
  /** Folder of the outputs; by default `outputs/<run>` in the current folder. */
  readonly output?: string | undefined;
  readonly reuse?: ReuseSource | undefined;
  /** Called with the plan and its warnings before anything is reused or executed. */
  readonly onPlanned?: ((planned: PlannedRunbook) => Promise<void>) | undefined;
}

/** A run that is ready to start: its plan has the store's key, its threads are warm, and its reuse is decided. */
export interface PreparedRun extends RunDraft, AsyncDisposable {
  readonly host: Host;
  readonly store: OpenStore;
  readonly threads: Threads;
  readonly workers: number;
  readonly reusePlan: ReusePlan;
  readonly options: PrepareOptions;
}

/** Prepares a run from a runbook file; see {@link prepareDraft}. */
export async function prepareRun(
  host: Host,
  file: string,
  options: DraftOptions & PrepareOptions,
): Promise<PreparedRun> {
  return await withThreads(options, async (early) =>
    prepared(host, await draftRun(host, file, options), { options, early }),
  );
}

/**
 * Prepares a run from a planned runbook. First checks its limits, its exports, its output folder and the run that it
 * resumes; only then opens the store, creating it if necessary. The caller disposes of the result. Throws WCT_USAGE,
 * WCT_EXPORT_*, WCT_RUN_*, WCT_STORE_*.
 */
export async function prepareDraft(host: Host, draft: RunDraft, options: PrepareOptions): Promise<PreparedRun> {
  return await withThreads(options, (early) => prepared(host, draft, { options, early }));
}

/** Starts threads while a run is prepared, and closes them if it cannot be. */
async function withThreads(
  options: PrepareOptions,
  prepare: (early: EarlyThreads) => Promise<PreparedRun>,
): Promise<PreparedRun> {
  requireLimits(options);
  const early = startThreads(options);
  try {
    return await prepare(early);
  } catch (error) {
    await early.close();
    throw error;
  }
}

interface Preparation {
  readonly options: PrepareOptions;
  readonly early: EarlyThreads;
}

async function prepared(host: Host, draft: RunDraft, { options, early }: Preparation): Promise<PreparedRun> {
  const { registry, planned } = draft;
  if (exportsOf(draft, options).length > 0) {
    requireOutputDir(resolve(host.cwd, options.output ?? "outputs"), { isNamed: options.output !== undefined });
  }
  const resumed = await runToResume(host, options);
  const workers = workersOf(planned, options.workers);
  await yieldToEvents();
  const threads = early.of(workers);
  // The remaining threads start while the store is opened and the plan gets its key. More than the graph's width would
  // be idle.
  threads.warm(width(planGraph(planned.plan).dag, { stopAt: workers }));
  const store = await writeStore(host, options.store);
  try {
    const tied = limited({ ...planned, plan: planned.rekeyed(store.key) }, options);
    await options.onPlanned?.(tied);
    const reusePlan = await reusePlanOf(store, tied, { resumed, source: options.reuse });
    await yieldToEvents();
    const dispose = async (): Promise<void> => {
      try {
        await store.close();
      } finally {
        await early.close();
      }
    };
    const parts = { host, registry, store, threads, workers, reusePlan, options };
    return { ...parts, planned: tied, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Chooses the exports of a plan's outputs. Throws WCT_EXPORT_FORMAT_UNKNOWN, WCT_EXPORT_UNSUPPORTED. */
export function exportsOf({ planned, registry }: RunDraft, { exports }: PrepareOptions) {
  const outputs = planned.plan.artifacts.filter((artifact) => artifact.output);
  return chooseExports(
    registry,
    outputs.map(({ id, outputSchema }) => ({ id, schema: outputSchema })),
    exports,
  );
}

/** Finds the run to resume before anything is created. */
async function runToResume(host: Host, { reuse, store: dir }: PrepareOptions): Promise<RunId | null> {
  if (reuse?.kind !== "run") return null;
  await using store = await readStore(host, dir);
  return (await resumableRun(store, reuse.run)).id;
}

interface Basis {
  readonly resumed: RunId | null;
  readonly source: ReuseSource | undefined;
}

async function reusePlanOf(store: OpenStore, planned: PlannedRunbook, { resumed, source }: Basis): Promise<ReusePlan> {
  if (resumed !== null) return await resumeFrom(store, planned, await resumableRun(store, resumed));
  return source?.kind === "newest" ? await reuseNewest(store, planned) : reuseNothing;
}

/** Replaces the runbook's limits by those of the options. */
function limited(planned: PlannedRunbook, { maxConcurrency, workers, timeoutMs }: PrepareOptions): PlannedRunbook {
  const { plan, limits } = planned;
  const given = {
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(workers === undefined ? {} : { workers }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  return {
    ...planned,
    plan: { ...plan, config: { ...plan.config, ...given } },
    limits: { ...limits, ...given },
  };
}
