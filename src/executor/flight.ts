import type {
  ArtifactId,
  Clock,
  Cost,
  EventBody,
  Failure,
  MessageRef,
  Nanoseconds,
  PlannedArtifact,
  ReleasedBy,
  Task,
  TaskReport,
} from "../domain/index.ts";
import { addCosts } from "../run/index.ts";
import { artifactTimeout } from "./failures.ts";
import { afterLong, createThrottle, type Throttle } from "./timers.ts";

/** How far an artifact in flight is; `over` once nothing it says counts any more. */
export type FlightStage = "asking" | "submitted" | "working" | "deciding" | "over";

/** One attempt at one artifact, from the gate before it to the gate after it. */
export interface Flight {
  readonly index: number;
  readonly artifact: PlannedArtifact;
  readonly attempt: number;
  readonly inputs: Task["inputs"];
  stage: FlightStage;
  releasedBy: ReleasedBy;
  started: Nanoseconds | null;
  cost: readonly Cost[];
  /** What it fails with, whatever the producer answers; null: the answer counts. */
  verdict: Failure | null;
  controller: AbortController | null;
  progress: Throttle<{ readonly done: number; readonly total: number | null }> | null;
  cancelTimeout: (() => void) | null;
}

export interface NewFlight {
  readonly index: number;
  readonly artifact: PlannedArtifact;
  readonly attempt: number;
  readonly releasedBy: ReleasedBy;
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly message: MessageRef }[];
}

export function createFlight(init: NewFlight): Flight {
  return {
    index: init.index,
    artifact: init.artifact,
    attempt: init.attempt,
    inputs: init.inputs,
    stage: "asking",
    releasedBy: init.releasedBy,
    started: null,
    cost: [],
    verdict: null,
    controller: null,
    progress: null,
    cancelTimeout: null,
  };
}

/** The producer's side of a flight. The abort signal is made only for those who look at it: it is dear. */
export class FlightTask implements Task {
  readonly artifact: PlannedArtifact;
  readonly attempt: number;
  readonly inputs: Task["inputs"];
  readonly startedAt: string;
  readonly #flight: Flight;

  constructor(flight: Flight, startedAt: string) {
    this.artifact = flight.artifact;
    this.attempt = flight.attempt;
    this.inputs = flight.inputs;
    this.startedAt = startedAt;
    this.#flight = flight;
  }

  get signal(): AbortSignal {
    const flight = this.#flight;
    if (flight.controller === null) {
      flight.controller = new AbortController();
      if (flight.verdict !== null) flight.controller.abort(flight.verdict);
    }
    return flight.controller.signal;
  }
}

/** The first verdict stands. */
export function condemn(flight: Flight, verdict: Failure): void {
  if (flight.verdict !== null) return;
  flight.verdict = verdict;
  flight.controller?.abort(verdict);
}

export interface FlightLog {
  readonly clock: Clock;
  readonly record: (body: EventBody) => Nanoseconds;
  readonly spend: (amount: number) => void;
}

// At most four progress events a second for an artifact.
const progressInterval = 250;

/** What the producer says while it works becomes events; after its end, and before its start, nothing does. */
export function reportOf(flight: Flight, log: FlightLog): TaskReport {
  const artifact = flight.artifact.id;
  return {
    started: (worker, waitedFor = null) => {
      if (waitedFor !== null) flight.releasedBy = { kind: "thread", artifact: waitedFor };
      begin(flight, worker, log);
    },
    progress: (done, total) => {
      if (flight.stage !== "working" || !Number.isFinite(done)) return;
      flight.progress ??= createThrottle(log.clock, progressInterval, (value) => {
        if (flight.stage === "working") log.record({ type: "artifact.progress", artifact, ...value });
      });
      flight.progress.offer({ done, total: Number.isFinite(total) ? total : null });
    },
    noted: (level, text) => {
      if (flight.stage === "working") log.record({ type: "artifact.noted", artifact, level, text });
    },
    cost: (amount, unit) => {
      if (flight.stage !== "working") return;
      if (!Number.isFinite(amount) || amount < 0) {
        log.record({
          type: "artifact.noted",
          artifact,
          level: "warn",
          text: "a cost below zero or without end was left out",
        });
        return;
      }
      flight.cost = addCosts(flight.cost, [{ amount, unit }]);
      log.spend(amount);
    },
  };
}

/** Records that the component's code begins, once; its own time limit counts from here. */
export function begin(flight: Flight, worker: number | null, log: FlightLog): void {
  if (flight.stage !== "submitted") return;
  const { artifact } = flight;
  const { method } = artifact;
  const component = "component" in method ? method.component : null;
  flight.stage = "working";
  flight.started = log.record({
    type: "artifact.started",
    artifact: artifact.id,
    component: component?.type ?? null,
    version: component?.version ?? null,
    attempt: flight.attempt,
    worker,
    inputs: flight.inputs.map((input) => ({ artifact: input.artifact, digest: input.message.digest })),
    releasedBy: flight.releasedBy,
  });
  if (artifact.timeoutMs === null) return;
  flight.cancelTimeout = afterLong(log.clock, artifact.timeoutMs, () => condemn(flight, artifactTimeout(artifact)));
}

/** Ends its timers and lets out the progress that is held back. */
export function quieten(flight: Flight): void {
  flight.cancelTimeout?.();
  flight.progress?.flush();
}
