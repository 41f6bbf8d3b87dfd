import { wctError } from "../../diagnostics/index.ts";
import type {
  ArtifactId,
  ArtifactStore,
  ExecutionPlan,
  MessageRef,
  RecordStore,
  RunId,
  RunSummary,
} from "../../domain/index.ts";
import type { Reuse } from "../../executor/index.ts";
import {
  type Candidate,
  decideTakeover,
  type EarlierArtifact,
  type EarlierRun,
  earlierArtifacts,
  type TakeoverDecision,
} from "../../run/index.ts";
import type { PlannedRunbook } from "./plan.ts";
import { type RecordedRun, readRecord } from "./record.ts";
import { resolveRun } from "./run-reference.ts";

/** Of a planned runbook what deciding needs. */
export type PlannedParts = Pick<PlannedRunbook, "plan" | "reused">;

/** What a run takes over from earlier ones, in the executor's terms. */
export interface Takeover {
  readonly resumedFrom: RunId | null;
  readonly reason: Reuse["reason"];
  readonly decisions: readonly TakeoverDecision[];
  readonly reused: ReadonlyMap<ArtifactId, Reuse>;
  /** Asked when the inputs of an artifact are there. */
  readonly reuse: (artifact: ArtifactId, inputs: readonly MessageRef[]) => Reuse | null;
}

/** Of a run that takes over nothing. */
export const freshStart: Takeover = {
  resumedFrom: null,
  reason: "resume",
  decisions: [],
  reused: new Map(),
  reuse: () => null,
};

/** The run that is to be resumed. Throws WCT_RUN_ACTIVE, and what resolving a reference throws. */
export async function resumableRun(store: RecordStore, reference: string): Promise<RunSummary> {
  const run = await resolveRun(store.executions, reference);
  if (run.status !== "running") return run;
  throw wctError("WCT_RUN_ACTIVE", {
    message: `run "${run.id}" is going on: the process that writes it is alive`,
    hint: "wait until it ends, or end it, and resume it then",
  });
}

/** What resuming a run takes over: nothing whose content is not in the store and intact. Reads only. */
export async function resumeFrom(store: RecordStore, planned: PlannedParts, run: RunSummary): Promise<Takeover> {
  const earlier = earlierArtifacts(comparable(await readRecord(store, run)));
  const question = { ...partsOf(planned), earlier, takesSources: true };
  return takeover(await decideVerified(store.artifacts, question), { reason: "resume", resumedFrom: run.id });
}

/** What can be taken over of artifacts of earlier runs whose content was found intact, but for sources. */
export function takeOverIntact(planned: PlannedParts, earlier: Question["earlier"]): Takeover {
  const question = { ...partsOf(planned), earlier, takesSources: false };
  const decisions = decideTakeover({ ...question, condition: () => "intact" });
  return takeover(decisions, { reason: "unchanged", resumedFrom: null });
}

/** A run as what is planned now is compared with it. */
export function comparable({ run, plan, state, keeping }: RecordedRun): EarlierRun {
  return { run: run.id, plan, state, isImported: keeping.imported !== null };
}

function partsOf({ plan, reused }: PlannedParts): Pick<Question, "plan" | "given"> {
  return { plan, given: new Map([...reused].map(([id, { message }]) => [id, message])) };
}

function takeover(
  decisions: readonly TakeoverDecision[],
  { reason, resumedFrom }: Pick<Takeover, "reason" | "resumedFrom">,
): Takeover {
  return { resumedFrom, reason, decisions, ...asReuse(decisions, reason) };
}

interface Question {
  readonly plan: ExecutionPlan;
  readonly earlier: ReadonlyMap<ArtifactId, EarlierArtifact>;
  readonly given: ReadonlyMap<ArtifactId, MessageRef>;
  readonly takesSources: boolean;
}

/** Decides as if all content were intact, which says what has to be checked; again only if some of it is not. */
async function decideVerified(artifacts: ArtifactStore, question: Question): Promise<readonly TakeoverDecision[]> {
  const hoped = decideTakeover({ ...question, condition: () => "intact" });
  const needed = hoped.flatMap((decision) => (decision.kind === "executes" ? [] : decision.candidate.message.digest));
  const conditions = await artifacts.verifyAll(needed);
  if (conditions.values().every((condition) => condition === "intact")) return hoped;
  return decideTakeover({ ...question, condition: (digest) => conditions.get(digest) ?? "absent" });
}

/** Decisions in the executor's terms. */
export function asReuse(
  decisions: readonly TakeoverDecision[],
  reason: Reuse["reason"],
): Pick<Takeover, "reused" | "reuse"> {
  const reused = new Map<ArtifactId, Reuse>();
  const waiting = new Map<ArtifactId, Candidate>();
  for (const decision of decisions) {
    if (decision.kind === "taken-over") reused.set(decision.artifact, reuseOf(decision.candidate, reason));
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

function reuseOf({ message, origin }: Candidate, reason: Reuse["reason"]): Reuse {
  return { from: origin.run, fromArtifact: origin.artifact, reason, message };
}
