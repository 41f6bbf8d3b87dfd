import { wctError } from "../../diagnostics/index.ts";
import type {
  ArtifactId,
  ArtifactStore,
  Digest,
  MessageRef,
  RecordStore,
  RunId,
  RunSummary,
} from "../../domain/index.ts";
import type { Reuse } from "../../executor/index.ts";
import {
  decideReuse,
  type EarlierArtifact,
  type EarlierRun,
  earlierArtifacts,
  type OutputState,
  type ReuseCandidate,
  type ReuseDecision,
  type ReuseRequest,
  type ReuseScope,
} from "../../run/index.ts";
import { resolveRun } from "../open/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import { type RecordedRun, readRecord, readRecordUntil } from "../record/index.ts";

/** The parts of a planned runbook that the decision needs. */
export interface PlannedParts extends Pick<PlannedRunbook, "plan" | "reused"> {
  /** The messages that replace outputs; none by default. Such artifacts are never reused. */
  readonly replaced?: ReadonlyMap<ArtifactId, MessageRef>;
  /** See {@link runbookIdentity}; by default, runs are found by the written path. */
  readonly identity?: Digest | undefined;
  /** Artifacts that do not execute in any case; none by default. */
  readonly notSelected?: ReadonlySet<ArtifactId> | undefined;
}

/** What a run reuses from earlier ones, in the executor's terms. */
export interface ReusePlan {
  readonly resumedFrom: RunId | null;
  readonly forkedFrom: RunId | null;
  readonly reason: Reuse["reason"];
  readonly decisions: readonly ReuseDecision[];
  readonly reused: ReadonlyMap<ArtifactId, Reuse>;
  /** Files that the earlier runs wrote, by artifact. */
  readonly outputs: ReadonlyMap<ArtifactId, readonly OutputState[]>;
  /** Called when the inputs of an artifact are available. */
  readonly reuse: (artifact: ArtifactId, inputs: readonly MessageRef[]) => Reuse | null;
}

/** The plan of a run that reuses nothing. */
export const reuseNothing: ReusePlan = {
  resumedFrom: null,
  forkedFrom: null,
  reason: "resume",
  decisions: [],
  reused: new Map(),
  outputs: new Map(),
  reuse: () => null,
};

/** Returns the run to resume. Throws WCT_RUN_ACTIVE, and the errors of resolving a reference. */
export async function resumableRun(store: RecordStore, reference: string): Promise<RunSummary> {
  const run = await resolveRun(store.executions, reference);
  if (run.status !== "running") return run;
  throw wctError("WCT_RUN_ACTIVE", {
    message: `run "${run.id}" is still running`,
    hint: "wait until it ends, or stop it, and then resume it",
  });
}

/** Decides what resuming a run reuses: only content that is in the store and intact. Reads only. */
export async function resumeFrom(store: RecordStore, planned: PlannedParts, run: RunSummary): Promise<ReusePlan> {
  const earlier = earlierArtifacts(comparable(await readRecord(store, run)));
  const lookedAt: ReuseScope = { kind: "run", run: run.id };
  const request = { ...partsOf(planned), earlier, lookedAt, sourceVerdict: null, takesAltered: false };
  const origin = { reason: "resume", resumedFrom: run.id, forkedFrom: null } as const;
  return reusePlan(await decideVerified(store.artifacts, request), { ...origin, earlier });
}

/** Where a fork starts: a run, and the last event that counts. */
export interface ForkPoint {
  readonly run: RunSummary;
  /** Sequence number of the event; undefined: the end of the run. */
  readonly until: number | undefined;
}

/**
 * Returns the run to fork. A run that is still running can only be forked at one of its events. Throws WCT_RUN_ACTIVE,
 * WCT_USAGE, and the errors of resolving a reference.
 */
export async function forkableRun(
  store: RecordStore,
  { run: reference, until }: { readonly run: string; readonly until?: number | undefined },
): Promise<ForkPoint> {
  const run = await resolveRun(store.executions, reference);
  if (until === undefined) {
    if (run.status !== "running") return { run, until };
    throw wctError("WCT_RUN_ACTIVE", {
      message: `run "${run.id}" is still running`,
      hint: "wait until it ends, or stop it, and then fork it",
    });
  }
  if (Number.isInteger(until) && until >= 1 && until <= run.events) return { run, until };
  throw wctError("WCT_USAGE", {
    message: `run "${run.id}" has no event ${until}`,
    hint: `choose an event from 1 to ${run.events}`,
  });
}

/**
 * Decides what a fork reuses from its run: everything that is complete there at the fork's start, also what was changed
 * by hand, as long as it is made in the same way. Reads only.
 */
export async function forkFrom(
  store: RecordStore,
  planned: PlannedParts,
  { run, until }: ForkPoint,
): Promise<ReusePlan> {
  const earlier = earlierArtifacts(comparable(await readRecordUntil(store, run, until)));
  const lookedAt: ReuseScope = { kind: "run", run: run.id };
  const request = { ...partsOf(planned), earlier, lookedAt, sourceVerdict: null, takesAltered: true };
  const origin = { reason: "fork", resumedFrom: null, forkedFrom: run.id } as const;
  return reusePlan(await decideVerified(store.artifacts, request), { ...origin, earlier });
}

/** Decides what can be reused from artifacts of earlier runs whose content was examined. */
export function reuseExamined(
  planned: PlannedParts,
  examined: Pick<ReuseRequest, "earlier" | "lookedAt" | "condition" | "sourceVerdict">,
): ReusePlan {
  const decisions = decideReuse({ ...partsOf(planned), ...examined, takesAltered: false });
  const { earlier } = examined;
  return reusePlan(decisions, { reason: "unchanged", resumedFrom: null, forkedFrom: null, earlier });
}

/** Returns a recorded run in the form that is compared with a plan. */
export function comparable({ run, plan, state, retention }: RecordedRun): EarlierRun {
  return { run: run.id, plan, state, isImported: retention.imported !== null };
}

function partsOf({ plan, reused, replaced, notSelected }: PlannedParts) {
  const messages = [...reused].map(([id, { message }]) => [id, message] as const);
  return { plan, notSelected, given: new Map([...messages, ...(replaced ?? [])]) };
}

function reusePlan(
  decisions: readonly ReuseDecision[],
  {
    earlier,
    ...origin
  }: Pick<ReusePlan, "reason" | "resumedFrom" | "forkedFrom"> & {
    readonly earlier: ReadonlyMap<ArtifactId, EarlierArtifact>;
  },
): ReusePlan {
  const outputs = new Map([...earlier].map(([id, one]) => [id, one.outputs]));
  return { ...origin, decisions, outputs, ...asReuse(decisions, origin.reason) };
}

type UnverifiedRequest = Omit<ReuseRequest, "condition">;

/**
 * Decides as if all content were intact, verifies the content that this decision needs, and decides again only if some
 * of it is not intact.
 */
async function decideVerified(artifacts: ArtifactStore, request: UnverifiedRequest): Promise<readonly ReuseDecision[]> {
  const optimistic = decideReuse({ ...request, condition: () => "intact" });
  const needed = optimistic.flatMap((decision) =>
    decision.kind === "executes" ? [] : decision.candidate.message.digest,
  );
  const conditions = await artifacts.verifyAll(needed);
  if (conditions.values().every((condition) => condition === "intact")) return optimistic;
  return decideReuse({ ...request, condition: (digest) => conditions.get(digest) ?? "absent" });
}

/** Returns decisions in the executor's terms. */
export function asReuse(
  decisions: readonly ReuseDecision[],
  reason: Reuse["reason"],
): Pick<ReusePlan, "reused" | "reuse"> {
  const reused = new Map<ArtifactId, Reuse>();
  const waiting = new Map<ArtifactId, ReuseCandidate>();
  for (const decision of decisions) {
    if (decision.kind === "reused") reused.set(decision.artifact, reuseOf(decision.candidate, reason));
    else if (decision.kind === "waits") waiting.set(decision.artifact, decision.candidate);
  }
  return {
    reused,
    reuse: (artifact, inputs) => {
      const candidate = waiting.get(artifact);
      if (candidate === undefined) return null;
      const isSame = candidate.inputs.every(({ digest }, place) => inputs[place]?.digest === digest);
      return isSame ? reuseOf(candidate, reason) : null;
    },
  };
}

function reuseOf({ message, origin, isAltered, sourceState }: ReuseCandidate, reason: Reuse["reason"]): Reuse {
  const { run: from, artifact: fromArtifact } = origin;
  const reused = { from, fromArtifact, reason: reason === "fork" && isAltered ? "fork-altered" : reason, message };
  return isAltered || sourceState === null ? reused : { ...reused, sourceState };
}
