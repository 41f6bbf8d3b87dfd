import type { ArtifactId, Nanoseconds, RunEvent } from "../../domain/index.ts";
import { workedMs } from "../attempt-time.ts";
import { createFold } from "../fold.ts";
import { emptyState, type RunState } from "../state.ts";
import { artifactStageAfter, artifactStep, isArtifactEvent } from "../step.ts";
import { type ArtifactStage, statusAt } from "../transitions.ts";

/** The number of artifacts by status; the rest of `total` is pending. */
export interface Tally {
  readonly total: number;
  readonly running: number;
  readonly completed: number;
  readonly reused: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One event, and the tally after it. */
export interface HistoryStep {
  readonly event: RunEvent;
  readonly tally: Tally;
  /** How long the attempt that this event ended worked, in milliseconds; null if it ended none. */
  readonly tookMs: number | null;
}

/** A run's events with the state after each of them. */
export interface History {
  /** Number of events. Their sequence numbers are 1 to this. */
  readonly length: number;
  /** Returns an event with its tally. Throws if there is no such event. */
  readonly step: (seq: number) => HistoryStep;
  /** Returns the state after so many events; 0: before the first. */
  readonly state: (seq: number) => RunState;
  /** Returns the sequence number of the event that ended an artifact; null if there is none. */
  readonly endOf: (artifact: string) => number | null;
}

/** A history to which events are added while the run goes on. */
export interface GrowingHistory extends History {
  /** Adds the next event. Throws WCT_RUN_RECORD_CORRUPT if it is not allowed. */
  readonly push: (event: RunEvent) => void;
}

/** Creates the history of a record. Throws WCT_RUN_RECORD_CORRUPT, with the first event that is not allowed. */
export function createHistory(events: readonly RunEvent[]): History {
  const history = createGrowingHistory();
  for (const event of events) history.push(event);
  return history;
}

/** Creates a history without events. */
export function createGrowingHistory(): GrowingHistory {
  const states = new StoredStates();
  const steps: HistoryStep[] = [];
  const ends = new Map<string, number>();
  const counter = createCounter();
  return {
    get length() {
      return steps.length;
    },
    step: (seq) => {
      const step = steps[seq - 1];
      if (step === undefined) throw new RangeError(`there is no event ${seq}`);
      return step;
    },
    state: (seq) => {
      if (seq === steps.length) return states.newest();
      const from = states.before(seq);
      const fold = createFold(from);
      for (let at = from.seq; at < seq; at += 1) fold.push(steps[at]!.event);
      return fold.state();
    },
    endOf: (artifact) => ends.get(artifact) ?? null,
    push: (event) => {
      states.push(event);
      steps.push(counter.push(event));
      if (isArtifactEvent(event) && isEnd(event)) ends.set(event.artifact, event.seq);
    },
  };
}

/** The events between two stored states, at first; it doubles in long records, so that at most `mostKept` are stored. */
const leastInterval = 1000;
const mostKept = 16;

/** Stores some of the states of a run, so that any other one is few events away. */
class StoredStates {
  readonly #fold = createFold();
  #interval = leastInterval;
  #kept: RunState[] = [emptyState];

  push(event: RunEvent): void {
    this.#fold.push(event);
    if (event.seq % this.#interval !== 0) return;
    this.#kept.push(this.#fold.state());
    if (this.#kept.length <= mostKept) return;
    this.#interval *= 2;
    this.#kept = this.#kept.filter(({ seq }) => seq % this.#interval === 0);
  }

  newest(): RunState {
    return this.#fold.state();
  }

  /** Returns the nearest stored state that is not after an event. */
  before(seq: number): RunState {
    return this.#kept[Math.floor(seq / this.#interval)] ?? emptyState;
  }
}

const isEnd = ({ type }: RunEvent): boolean =>
  type === "artifact.completed" ||
  type === "artifact.failed" ||
  type === "artifact.skipped" ||
  type === "artifact.reused";

/** Updates counts event by event, because a whole state for every event would cost as much as there are artifacts. */
function createCounter() {
  const stages = new Map<ArtifactId, ArtifactStage>();
  const started = new Map<ArtifactId, Nanoseconds>();
  let tally: Tally = { total: 0, running: 0, completed: 0, reused: 0, failed: 0, skipped: 0 };

  const count = (stage: ArtifactStage | undefined, by: number): void => {
    const status = stage === undefined ? "pending" : statusAt[stage];
    // Events alone never make an artifact interrupted.
    if (status !== "pending" && status !== "interrupted") tally = { ...tally, [status]: tally[status] + by };
  };

  const push = (event: RunEvent): HistoryStep => {
    let tookMs: number | null = null;
    if (event.type === "run.started") tally = { ...tally, total: event.artifacts };
    if (event.type === "artifact.started") started.set(event.artifact, event.t);
    if (event.type === "artifact.attempted") {
      tookMs = workedMs(started.get(event.artifact) ?? event.ended, event);
    }
    if (isArtifactEvent(event)) {
      const before = stages.get(event.artifact);
      const after = artifactStageAfter(before ?? "waiting", artifactStep(event)) ?? "waiting";
      if (statusAt[after] !== statusAt[before ?? "waiting"]) {
        count(before, -1);
        count(after, 1);
      }
      stages.set(event.artifact, after);
    }
    return { event, tally, tookMs };
  };
  return { push };
}
