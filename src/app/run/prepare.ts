import { resolve } from "node:path";
import type { RecordStore, RunId } from "../../domain/index.ts";
import type { Threads } from "../../executor/index.ts";
import { width } from "../../graph/index.ts";
import type { Registry } from "../../registry/index.ts";
import { planGraph } from "../../run/index.ts";
import { createMemoryStore, systemClock } from "../../store/index.ts";
import { chooseExports, requireOutputDir } from "../export/index.ts";
import type { OutputReplacements } from "../fork/index.ts";
import { type Host, yieldToEvents } from "../host/index.ts";
import { type OpenStore, readUntouched, writeStore } from "../open/index.ts";
import { mayHaveStore } from "../places/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import {
  forkableRun,
  forkFrom,
  type PlannedParts,
  type ReusePlan,
  resumableRun,
  resumeFrom,
  reuseNewest,
  reuseNothing,
  runbookIdentity,
  type SourceAsking,
  withForced,
} from "../reuse/index.ts";
import { type DraftOptions, draftRun, type RunDraft } from "./draft.ts";
import { type EarlyThreads, startThreads } from "./early-threads.ts";
import { workerProducer, workersOf } from "./execute.ts";
import { type RequestedLimits, requireLimits } from "./limits.ts";
import type { PrepareOptions, ReuseSource } from "./options.ts";
import { checkReplacements, stageReplacements } from "./replacements.ts";
import { type RequestedArtifacts, requestedArtifacts } from "./requested.ts";
import { limitedTo, type RunScope } from "./scope.ts";

/** A run that is ready to start: its plan has the store's key, its threads are warm, and its reuse is decided. */
export interface PreparedRun extends RunDraft, AsyncDisposable {
  readonly host: Host;
  readonly store: OpenStore;
  readonly threads: Threads;
  readonly workers: number;
  readonly reusePlan: ReusePlan;
  /** Null: no selection limits the run. */
  readonly scope: RunScope | null;
  readonly replacements: OutputReplacements;
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
 * Prepares a run from a planned runbook. First checks its limits, its exports, its output folder, the files that replace
 * outputs, and the run that it resumes or forks; only then opens the store, creating it if necessary. The caller
 * disposes of the result. Throws WCT_USAGE*, WCT_EXPORT_*, WCT_RUN_*, WCT_STORE_*.
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
  const requested = await requestedArtifacts(host, planned.plan, options);
  if (exportsOf(draft, options, requested.selected).length > 0) {
    requireOutputDir(resolve(host.cwd, options.output ?? "outputs"), { isNamed: options.output !== undefined });
  }
  if (options.remote !== undefined) await requireWorkers(host, options, planned);
  const checked = checkReplacements(host, draft, options.replacements ?? []);
  const base = await baseRun(host, options);
  await requireScope(host, planned, { requested, options });
  const workers = workersOf(planned, options.workers);
  await yieldToEvents();
  const threads = early.of(workers);
  const warm = (most = workers): void => threads.warm(width(planGraph(planned.plan).dag, { stopAt: most }));
  // The remaining threads start while the store is opened and the plan gets its key. More than the graph's width would
  // be idle, and so would be those for artifacts that are reused.
  if (options.reuse === undefined) warm();
  const store = await writeStore(host, options.store);
  try {
    const tied = limited({ ...planned, plan: planned.rekeyed(store.key) }, options);
    await options.onPlanned?.(tied);
    const replacements = await stageReplacements(store, tied, checked);
    const replaced = new Map([...replacements].map(([id, { message }]) => [id, message]));
    const identity = runbookIdentity(tied.plan, { host, store: options.store, key: store.key });
    const asking = sourceAsking({ planned: tied, store, registry, threads }, options);
    const basis = { base, source: options.reuse, requested, asking };
    const { reusePlan, scope } = await reusePlanOf(store, { ...tied, replaced, identity }, basis);
    const executes = executing(reusePlan);
    if (executes > 0) warm(Math.min(workers, executes));
    // No process continues a run that is resumed, so its jobs are of no use.
    if (base !== null && options.reuse?.kind === "run" && store.jobs !== undefined) await dropJobs(store, base);
    await yieldToEvents();
    const parts = { host, registry, store, threads, workers, reusePlan, scope, replacements, options };
    return { ...parts, planned: tied, [Symbol.asyncDispose]: () => closed(store, early) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Chooses the exports of the selected outputs. Throws WCT_EXPORT_FORMAT_UNKNOWN, WCT_EXPORT_UNSUPPORTED. */
export function exportsOf(
  { planned, registry }: { readonly planned: Pick<PlannedRunbook, "plan">; readonly registry: Registry },
  { exports }: Pick<PrepareOptions, "exports">,
  selected: RequestedArtifacts["selected"],
) {
  const outputs = planned.plan.artifacts.filter(({ id, output }) => output && (selected?.has(id) ?? true));
  return chooseExports(
    registry,
    outputs.map(({ id, outputSchema }) => ({ id, schema: outputSchema })),
    exports,
  );
}

/** Finds the run to resume or to fork before anything is created. */
export async function baseRun(host: Host, { reuse, store: dir }: PrepareOptions): Promise<RunId | null> {
  if (reuse === undefined || reuse.kind === "newest") return null;
  await using store = await readUntouched(host, dir);
  return reuse.kind === "run" ? (await resumableRun(store, reuse.run)).id : (await forkableRun(store, reuse)).run.id;
}

/** Throws WCT_USAGE_NOT_SELECTED before the store is created, if there are no results to reuse. */
async function requireScope(
  host: Host,
  planned: PlannedRunbook,
  { requested, options }: { readonly requested: RequestedArtifacts; readonly options: PrepareOptions },
): Promise<void> {
  const { reuse: source, store } = options;
  if (requested.selected === null || (source !== undefined && mayHaveStore(host, store))) return;
  await reusePlanOf(createMemoryStore(), planned, { base: null, source, requested, asking: null });
}

async function requireWorkers(host: Host, { store }: PrepareOptions, { plan }: PlannedRunbook): Promise<void> {
  const { requireRemote } = await import("../remote/index.ts");
  requireRemote(host, store, plan);
}

async function dropJobs(store: OpenStore, run: RunId): Promise<void> {
  const { clearJobs } = await import("../remote/index.ts");
  await clearJobs(store, run);
}

async function closed(store: OpenStore, early: EarlyThreads): Promise<void> {
  try {
    await store.close();
  } finally {
    await early.close();
  }
}

const executing = ({ decisions }: ReusePlan): number => decisions.filter(({ kind }) => kind === "executes").length;

function sourceAsking(
  parts: Pick<PreparedRun, "planned" | "store" | "registry" | "threads">,
  { signal = new AbortController().signal }: PrepareOptions,
): SourceAsking {
  const { maxConcurrency } = parts.planned.limits;
  return { ask: workerProducer(parts).askSourceState, clock: systemClock, concurrent: maxConcurrency, signal };
}

interface Basis {
  readonly base: RunId | null;
  readonly source: ReuseSource | undefined;
  readonly requested: RequestedArtifacts;
  /** Null: no connector is asked whether its source changed. */
  readonly asking: SourceAsking | null;
}

export interface DecidedReuse {
  readonly reusePlan: ReusePlan;
  readonly scope: RunScope | null;
}

/**
 * Decides what is reused. `base`: the run to resume or to fork. Reads only. Throws WCT_USAGE_NOT_SELECTED if a selected
 * artifact needs one that is neither selected nor reused.
 */
export async function reusePlanOf(
  store: RecordStore,
  planned: PlannedParts,
  { requested: { selected, forced }, ...basis }: Basis,
): Promise<DecidedReuse> {
  const { plan, reused } = planned;
  const ids = plan.artifacts.map(({ id }) => id);
  const notSelected = selected === null ? undefined : new Set(ids).difference(selected);
  const found = withForced(await earlierResults(store, { ...planned, notSelected }, basis), plan, forced);
  if (selected === null) return { reusePlan: found, scope: null };
  const given = new Set(reused.keys());
  return limitedTo({ plan, selected, given, reusePlan: found, reuses: basis.source !== undefined });
}

async function earlierResults(
  store: RecordStore,
  planned: PlannedParts,
  { base, source, asking }: Pick<Basis, "base" | "source" | "asking">,
): Promise<ReusePlan> {
  if (source?.kind === "newest") return await reuseNewest(store, planned, asking);
  if (base === null || source === undefined) return reuseNothing;
  if (source.kind === "run") return await resumeFrom(store, planned, await resumableRun(store, base));
  return await forkFrom(store, planned, await forkableRun(store, { ...source, run: base }));
}

/** Replaces the runbook's limits by those of the options. */
export function limited(
  planned: PlannedRunbook,
  { maxConcurrency, workers, timeoutMs }: RequestedLimits,
): PlannedRunbook {
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
