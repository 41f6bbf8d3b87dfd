import type {
  ArtifactId,
  Attempt,
  Cost,
  Failure,
  InlineContent,
  RemoteObject,
  RemoteOutcome,
  RemoteReport,
  StagedObject,
  TaskReport,
} from "../../domain/index.ts";
import { addCosts } from "../../run/index.ts";
import { isHostOnly } from "../jobs/index.ts";

/** Collects what a component reports between two sendings. */
export class ReportBatch implements TaskReport {
  #thread: number | null | undefined;
  #waitedFor: ArtifactId | null | undefined;
  #notes: RemoteReport["notes"][number][] = [];
  #progress: RemoteReport["progress"] = null;
  #costs: readonly Cost[] = [];
  #isChanged = false;
  readonly #changed: () => void;

  /**
   * `changed` is called when there is something to send. `waitedFor` as in a report, for a job that waited for this
   * worker.
   */
  constructor(changed: () => void, waitedFor?: ArtifactId | null) {
    this.#changed = changed;
    this.#waitedFor = waitedFor;
  }

  readonly started: TaskReport["started"] = (thread, waitedFor) => {
    this.#thread = thread;
    if (waitedFor !== undefined) this.#waitedFor = waitedFor;
    this.#change();
  };

  readonly progress = (done: number, total: number | null): void => {
    this.#progress = { done, total };
    this.#change();
  };

  readonly noted: TaskReport["noted"] = (level, text) => {
    this.#notes.push({ level, text });
    this.#change();
  };

  readonly cost = (amount: number, unit: string): void => {
    this.#costs = addCosts(this.#costs, [{ amount, unit }]);
    this.#change();
  };

  /** Returns what is to be sent; null if nothing is. `ranMs`: as in a report. */
  take(ranMs: number): RemoteReport | null {
    return this.#isChanged ? this.takeAll(ranMs) : null;
  }

  takeAll(ranMs: number): RemoteReport {
    const waited = this.#waitedFor === undefined ? {} : { waitedFor: this.#waitedFor };
    const [thread, notes, progress, costs] = [this.#thread, this.#notes, this.#progress, this.#costs];
    const report = { thread, ranMs, notes, progress, costs, ...waited };
    this.#notes = [];
    this.#progress = null;
    this.#isChanged = false;
    return report;
  }

  #change(): void {
    this.#isChanged = true;
    this.#changed();
  }
}

export interface EndedAttempt {
  readonly outcome: RemoteOutcome;
  /** Content that is stored with the outcome. */
  readonly inline: readonly InlineContent[];
}

/** Returns an attempt as a worker sends it. */
export function outcomeOfAttempt(attempt: Attempt, report: RemoteReport): EndedAttempt {
  const { object } = attempt;
  const inline = object?.kind === "inline" ? [{ digest: object.digest, data: object.data }] : [];
  const end = { object: object === null ? null : remoteObject(object), report };
  if (attempt.outcome === "failed") {
    return { outcome: { outcome: "failed", failure: remoteFailure(attempt.failure), ...end }, inline };
  }
  const { message, sourceState } = attempt;
  const state = sourceState === undefined ? {} : { sourceState };
  return { outcome: { outcome: "produced", message, ...state, ...end }, inline };
}

/**
 * A coordinator accepts no code that only a host may report, since some decide what it does next. What failed in the host
 * of a worker is a loss of the worker for it, with the same words.
 */
const remoteFailure = (from: Failure): Failure =>
  isHostOnly(from.code) ? { ...from, code: "WCT_PRODUCE_WORKER_LOST" } : from;

function remoteObject(object: StagedObject): RemoteObject {
  const { digest, bytes, elements } = object;
  const storedBytes = object.kind === "inline" ? object.data.length : object.kind === "stored" ? object.storedBytes : 0;
  return { digest, bytes, elements, storedBytes };
}
