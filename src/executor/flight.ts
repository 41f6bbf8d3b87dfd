import {
  type ArtifactId,
  type Attempt,
  type Clock,
  type Cost,
  costAtMost,
  type EventBody,
  type Failure,
  isCost,
  type MessageRef,
  type Nanoseconds,
  type PlannedArtifact,
  type ReleasedBy,
  type RemotePlace,
  type Task,
  type TaskReport,
} from "../domain/index.ts";
import { addCosts } from "../run/index.ts";
import { artifactTimeout } from "./failures.ts";
import { afterLong, createThrottle, type Throttle } from "./timers.ts";

/** The stage of an artifact in flight. In stage `over`, all its further reports are ignored. */
export type FlightStage = "asking" | "submitted" | "working" | "deciding" | "over";

/** One attempt at one artifact, from the gate before it to the gate after it. */
export interface Flight {
  readonly index: number;
  /** With the configuration that a debug session changed, if it did. */
  artifact: PlannedArtifact;
  readonly attempt: number;
  readonly inputs: Task["inputs"];
  stage: FlightStage;
  releasedBy: ReleasedBy;
  /** Latest time at which its work is recorded to have begun: it cannot end before. */
  started: Nanoseconds | null;
  cost: readonly Cost[];
  /** The failure of the flight, regardless of the producer's answer; null: the answer counts. */
  verdict: Failure | null;
  /** What the work came to, in stage `deciding`. */
  outcome: Attempt | null;
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
    outcome: null,
    controller: null,
    progress: null,
    cancelTimeout: null,
  };
}

/** Sets the verdict, unless there is one already. */
export function failWith(flight: Flight, verdict: Failure): void {
  if (flight.verdict !== null) return;
  flight.verdict = verdict;
  flight.controller?.abort(verdict);
}

export interface FlightLog {
  readonly clock: Clock;
  readonly record: (body: EventBody) => Nanoseconds;
  readonly spend: (amount: number) => void;
  /** Nanoseconds since the start of the run. */
  readonly elapsed: () => Nanoseconds;
}

// Limits progress events to four a second per artifact.
const progressInterval = 250;

/**
 * Returns a report that turns the producer's messages into events. Messages before the start and after the end are
 * ignored.
 */
export function reportOf(flight: Flight, log: FlightLog): TaskReport {
  const artifact = flight.artifact.id;
  return {
    started: (worker, waitedFor = null, place) => {
      if (place?.hasWaited === true) flight.releasedBy = { kind: "worker", artifact: waitedFor };
      else if (waitedFor !== null) flight.releasedBy = { kind: "thread", artifact: waitedFor };
      begin(flight, worker, log, place);
    },
    progress: (done, total) => {
      if (flight.stage !== "working" || !Number.isFinite(done)) return;
      flight.progress ??= createThrottle(log.clock, progressInterval, (value) => {
        if (flight.stage === "working") log.record({ type: "artifact.progress", artifact, ...value });
      });
      flight.progress.offer({ done, total: Number.isFinite(total) ? total : null });
    },
    noted: (level, text, place) => {
      if (flight.stage !== "working") return;
      const remote = place === undefined ? undefined : remoteStart(place, log.elapsed());
      if (remote !== undefined) flight.started = Math.max(flight.started ?? 0, remote.began);
      log.record({ type: "artifact.noted", artifact, level, text, ...(remote === undefined ? {} : { remote }) });
    },
    cost: (amount, unit) => {
      if (flight.stage !== "working") return;
      if (!isCost(amount)) {
        log.record({
          type: "artifact.noted",
          artifact,
          level: "warn",
          text: `a cost that is not a number from 0 to ${costAtMost} was ignored`,
        });
        return;
      }
      flight.cost = addCosts(flight.cost, [{ amount, unit }]);
      log.spend(amount);
    },
  };
}

/** Records once that the component's code begins. Its own time limit starts here. */
export function begin(flight: Flight, worker: number | null, log: FlightLog, place?: RemotePlace): void {
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
    ...(place === undefined ? {} : { remote: remoteStart(place, log.elapsed()) }),
  });
  if (artifact.timeoutMs === null) return;
  flight.cancelTimeout = afterLong(log.clock, artifact.timeoutMs, () => failWith(flight, artifactTimeout(artifact)));
}

const remoteStart = ({ host, worker, age }: RemotePlace, now: Nanoseconds) => ({
  host,
  worker,
  began: Math.max(0, Math.round(now - age)),
});

/** Ends the timers of a flight and reports the pending progress. */
export function stopReporting(flight: Flight): void {
  flight.cancelTimeout?.();
  flight.progress?.flush();
}
