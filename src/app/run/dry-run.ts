import { resolve } from "node:path";
import { type Diagnostic, diagnostic, isWctError, WctError, wctError } from "../../diagnostics/index.ts";
import { type ArtifactId, type MessageRef, openGate, type RecordStore, type RunEvent } from "../../domain/index.ts";
import type { DryRunView } from "../../render/index.ts";
import type { ReuseDecision } from "../../run/index.ts";
import type { SampleProfile } from "../../schema/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { requireOutputDir } from "../export/index.ts";
import { replacingGate } from "../fork/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenStore, readUntouched } from "../open/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import { expectedTime } from "../predict/index.ts";
import { runbookIdentity } from "../reuse/index.ts";
import { type DraftOptions, draftRun, type RunDraft } from "./draft.ts";
import { dryRunView } from "./dry-run-view.ts";
import { workersOf } from "./execute.ts";
import { executeSamples } from "./execute-samples.ts";
import { requireLimits } from "./limits.ts";
import type { PrepareOptions } from "./options.ts";
import { baseRun, type DecidedReuse, exportsOf, limited, reusePlanOf } from "./prepare.ts";
import { checkReplacements, stageReplacements } from "./replacements.ts";
import { type RequestedArtifacts, requestedArtifacts } from "./requested.ts";
import type { RunScope } from "./scope.ts";
import { writeSamples } from "./write-samples.ts";

export interface DryRunOptions extends PrepareOptions {
  /** A whole number from 0, by default 0. The same seed gives the same samples. */
  readonly seed?: number | undefined;
  /** How much the samples contain; `typical` by default. */
  readonly profile?: SampleProfile | undefined;
  /** Folder that the samples are written to; by default they are not written. */
  readonly output?: string | undefined;
}

/** What a run would do, with sample content. */
export interface DryRun {
  readonly planned: PlannedRunbook;
  readonly view: DryRunView;
  /** What a run would reuse, and why not the rest; empty unless `reuse` was requested. */
  readonly decisions: readonly ReuseDecision[];
  /** The events that a run with these samples would record. */
  readonly events: readonly RunEvent[];
}

/** Tries a runbook file; see {@link dryRunDraft}. */
export async function dryRun(host: Host, file: string, options: DraftOptions & DryRunOptions = {}): Promise<DryRun> {
  requireLimits(options);
  // Digests of files matter only for what is reused.
  const hashesFiles = options.reuse !== undefined;
  return await dryRunDraft(host, await draftRun(host, file, { ...options, hashesFiles }), options);
}

/**
 * Tries a planned runbook: the real scheduler executes it with samples instead of components, in memory. Reads the store
 * only for what would be reused and how long it would take. Throws a WctError with a diagnostic for each artifact that
 * has no sample, WCT_SCHEMA_NO_SAMPLE, and the errors of preparing a run.
 */
export async function dryRunDraft(host: Host, draft: RunDraft, options: DryRunOptions = {}): Promise<DryRun> {
  requireLimits(options);
  requireSeed(options.seed);
  const requested = await requestedArtifacts(host, draft.planned.plan, options);
  exportsOf(draft, options, requested.selected);
  const dir = options.output === undefined ? null : resolve(host.cwd, options.output);
  if (dir !== null) requireOutputDir(dir, { isNamed: true });
  const checked = checkReplacements(host, draft, options.replacements ?? []);
  const memory = { ...createMemoryStore(), key: new Uint8Array(32) };
  const store = await storeOrNull(host, options);
  try {
    const planned = limited(store === null ? draft.planned : rekeyed(draft.planned, store, options), options);
    await options.onPlanned?.(planned);
    const replacements = await stageReplacements(memory, planned, checked);
    const replaced = new Map([...replacements].map(([id, { message }]) => [id, message]));
    // Before the samples are in memory, they are not found there as an earlier run.
    const reusing = { planned, replaced, requested, store: store ?? memory };
    const { reusePlan, scope } = await reuseOf(host, reusing, options);
    const notSelected = skippedBy(scope, planned);
    const { seed = 0, profile = "typical" } = options;
    const { events, messages } = await executeSamples({
      ...{ planned, memory, seed, profile, notSelected, workers: options.workers, schemas: draft.registry.schemas },
      gate: replacingGate(replacements, openGate),
    });
    throwFailures(planned, events);
    const passing = new Set<ArtifactId>([...reusePlan.reused.keys(), ...replaced.keys(), ...notSelected]);
    const limits = { maxConcurrency: planned.limits.maxConcurrency, workers: workersOf(planned, options.workers) };
    const expected = store === null ? null : await expectedTime(store, { plan: planned.plan, passing, ...limits });
    const files = dir === null ? null : await writeSamples(host, { dir, memory, planned, messages });
    const { decisions } = reusePlan;
    const view = dryRunView({ planned, events, messages, decisions, notSelected, expected, files, seed, profile });
    return { planned, decisions, events, view };
  } finally {
    await store?.close();
  }
}

/** Throws WCT_USAGE unless the seed is a whole number from 0. */
function requireSeed(seed: number | undefined): void {
  if (seed === undefined || (Number.isSafeInteger(seed) && seed >= 0)) return;
  throw wctError("WCT_USAGE", { message: `seed is ${seed}`, hint: "give a whole number from 0" });
}

/** Reads the store if there is one. What a run resumes or forks must be there. */
async function storeOrNull(host: Host, { store, reuse }: DryRunOptions): Promise<OpenStore | null> {
  try {
    return await readUntouched(host, store);
  } catch (error) {
    const isNeeded = reuse !== undefined && reuse.kind !== "newest";
    if (!isNeeded && isWctError(error) && error.code === "WCT_STORE_NOT_FOUND") return null;
    throw error;
  }
}

/** Only a comparison with earlier runs needs the store's key. */
function rekeyed(planned: PlannedRunbook, store: OpenStore, { reuse }: DryRunOptions): PlannedRunbook {
  return reuse === undefined ? planned : { ...planned, plan: planned.rekeyed(store.key) };
}

interface Reusing {
  readonly planned: PlannedRunbook;
  readonly replaced: ReadonlyMap<ArtifactId, MessageRef>;
  readonly requested: RequestedArtifacts;
  readonly store: RecordStore & { readonly key: Uint8Array };
}

async function reuseOf(host: Host, reusing: Reusing, options: DryRunOptions): Promise<DecidedReuse> {
  const { planned, replaced, requested, store } = reusing;
  const base = await baseRun(host, options);
  const identity = runbookIdentity(planned.plan, { host, store: options.store, key: store.key });
  return await reusePlanOf(
    store,
    { ...planned, replaced, identity },
    { base, source: options.reuse, requested, asking: null },
  );
}

/** Returns the artifacts that a run would skip, because they are neither selected nor taken from earlier runs. */
function skippedBy(scope: RunScope | null, { plan }: PlannedRunbook): ReadonlySet<ArtifactId> {
  if (scope === null) return new Set();
  return new Set(plan.artifacts.map(({ id }) => id)).difference(scope.selected).difference(scope.taken);
}

/** Throws a diagnostic for each artifact that has no sample, in the order of the plan. */
function throwFailures({ plan }: PlannedRunbook, events: readonly RunEvent[]): void {
  const failures = new Map(
    events.flatMap((event) => (event.type === "artifact.failed" ? [[event.artifact, event.failure] as const] : [])),
  );
  const [first, ...rest] = plan.artifacts.flatMap(({ id, location }): Diagnostic[] => {
    const failure = failures.get(id);
    if (failure === undefined) return [];
    const { code, message, hint } = failure;
    return [diagnostic(code, { message, location, hint: hint ?? undefined })];
  });
  if (first !== undefined) throw new WctError([first, ...rest]);
}
