import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, EventOf, MessageRef, RecordedSourceState } from "../domain/index.ts";
import type { ArtifactResult, ArtifactState, AttemptState } from "./state.ts";
import type { ArtifactEvent } from "./step.ts";
import { type ArtifactStage, statusAt } from "./transitions.ts";

/** An artifact's state while events are applied to it in place. */
export type Draft = {
  -readonly [K in keyof ArtifactState]: ArtifactState[K] extends readonly (infer Item)[] ? Item[] : ArtifactState[K];
};

export function draftOf(state: ArtifactState): Draft {
  return {
    ...state,
    attempts: [...state.attempts],
    notes: [...state.notes],
    alterations: [...state.alterations],
    outputs: [...state.outputs],
  };
}

/** Creates the state of an artifact that no event has named. It does not share its lists. */
export function newDraft(id: ArtifactId): Draft {
  return {
    id,
    stage: "waiting",
    status: statusAt.waiting,
    ready: null,
    attempts: [],
    progress: null,
    notes: [],
    alterations: [],
    outputs: [],
    ended: null,
    result: null,
  };
}

/** Applies an event that the transition table allows. */
export function applyTo(draft: Draft, event: ArtifactEvent, stage: ArtifactStage): void {
  draft.stage = stage;
  draft.status = statusAt[stage];
  switch (event.type) {
    case "artifact.ready":
      draft.ready = event.t;
      return;
    case "artifact.started":
      draft.progress = null;
      draft.attempts.push(startOf(event));
      return;
    case "artifact.progress":
      draft.progress = { done: event.done, total: event.total };
      return;
    case "artifact.attempted":
      draft.attempts.push(endOf(draft.attempts.pop(), event));
      return;
    case "artifact.noted":
    case "artifact.altered":
    case "output.written":
      append(draft, event);
      return;
    case "artifact.completed":
    case "artifact.failed":
    case "artifact.skipped":
    case "artifact.reused":
      draft.ended = event.t;
      draft.result = resultOf(event, producedBy(draft));
      return;
  }
}

function startOf(event: Extract<ArtifactEvent, { readonly type: "artifact.started" }>): AttemptState {
  return {
    attempt: event.attempt,
    component: event.component,
    version: event.version,
    worker: event.worker,
    lost: [],
    inputs: event.inputs,
    releasedBy: event.releasedBy,
    startedAt: event.at,
    started: event.remote?.began ?? event.t,
    remote: event.remote === undefined ? null : { host: event.remote.host, worker: event.remote.worker },
    ended: null,
    result: null,
    cost: [],
  };
}

function endOf(
  attempt: AttemptState | undefined,
  event: Extract<ArtifactEvent, { readonly type: "artifact.attempted" }>,
): AttemptState {
  invariant(attempt !== undefined, "an attempt ends that never started");
  const result =
    event.outcome === "produced"
      ? { outcome: event.outcome, message: event.message, ...stateIn(event) }
      : { outcome: event.outcome, failure: event.failure };
  return { ...attempt, ended: event.ended, cost: event.cost, result, ...elsewhere(event) };
}

/** The number of the thread is known when the attempt ends. */
function beganAgain(
  attempt: AttemptState | undefined,
  { host, worker, began }: NonNullable<EventOf<"artifact.noted">["remote"]>,
): readonly AttemptState[] {
  return attempt === undefined ? [] : [{ ...attempt, remote: { host, worker }, worker: null, started: began }];
}

/** Returns what is known of workers. If all were lost, nothing is left of the attempt but its end. */
function elsewhere({ remote: end, lost = [], ended }: EventOf<"artifact.attempted">) {
  if (end !== undefined) {
    const { host, worker, thread, began } = end;
    return { lost, remote: { host, worker }, worker: thread, started: began, ended: end.ended };
  }
  return lost.length === 0 ? {} : { lost, remote: null, worker: null, started: ended };
}

const stateIn = ({ sourceState }: { readonly sourceState?: RecordedSourceState | undefined }) =>
  sourceState === undefined ? {} : { sourceState };

function append(
  draft: Draft,
  event: Extract<ArtifactEvent, { readonly type: "artifact.noted" | "artifact.altered" | "output.written" }>,
): void {
  switch (event.type) {
    case "artifact.noted": {
      const { seq, at, t, level, text, remote } = event;
      if (remote !== undefined) draft.attempts.push(...beganAgain(draft.attempts.pop(), remote));
      draft.notes.push({ seq, at, t, attempt: draft.attempts.length, level, text });
      return;
    }
    case "artifact.altered": {
      const { seq, what, path, oldDigest, newDigest } = event;
      draft.alterations.push({ seq, what, path, oldDigest, newDigest });
      return;
    }
    case "output.written": {
      const { format, path, digest, bytes, basis } = event;
      draft.outputs.push({ format, path, digest, bytes, ...(basis === undefined ? {} : { basis }) });
      return;
    }
  }
}

function producedBy(draft: Draft): MessageRef | null {
  const last = draft.attempts[draft.attempts.length - 1]?.result;
  return last?.outcome === "produced" ? last.message : null;
}

function resultOf(
  event: Extract<
    ArtifactEvent,
    { readonly type: "artifact.completed" | "artifact.failed" | "artifact.skipped" | "artifact.reused" }
  >,
  produced: MessageRef | null,
): ArtifactResult {
  switch (event.type) {
    case "artifact.completed":
      invariant(produced !== null, "an artifact completed that was not produced");
      return { status: "completed", message: produced };
    case "artifact.failed":
      return { status: "failed", failure: event.failure, optional: event.optional };
    case "artifact.skipped":
      return { status: "skipped", reason: event.reason, because: event.because };
    case "artifact.reused": {
      const { message, from, fromArtifact, reason } = event;
      return { status: "reused", message, from, fromArtifact, reason, ...stateIn(event) };
    }
  }
}
