import { invariant } from "../diagnostics/index.ts";
import type { ExecutionPlan, PlannedArtifact, ReleasedBy } from "../domain/index.ts";
import type { Dag } from "../graph/index.ts";
import { artifactGraph } from "../run/index.ts";
import { createReadyQueue, type ReadyQueue } from "./ready-queue.ts";

export type EndStatus = "completed" | "reused" | "failed" | "skipped";

/** Knows which artifacts are ready, which one is next, and which have ended. Indices are positions in the plan. */
export interface Schedule {
  readonly artifacts: readonly PlannedArtifact[];
  readonly dag: Dag;
  readonly isDone: () => boolean;
  readonly endOf: (index: number) => EndStatus | null;
  /** Records an end. */
  readonly end: (index: number, status: EndStatus) => void;
  /** Notifies the dependents of an artifact that ended. Returns those whose inputs have now all ended, ascending. */
  readonly release: (index: number) => readonly number[];
  /** Marks an artifact as ready. `by`: the input that ended last; null for a source. */
  readonly makeReady: (index: number, by: number | null) => void;
  /** Removes the first ready artifact, and returns it with what released it. */
  readonly next: () => { readonly index: number; readonly releasedBy: ReleasedBy } | null;
  /** Called when an artifact's slot becomes free. */
  readonly freeSlot: (by: number) => void;
  /** Starts a new turn: artifacts that become ready from now on have not waited for a slot. */
  readonly turn: () => void;
}

export function createSchedule(plan: ExecutionPlan, weights: Readonly<Record<string, number>> | null): Schedule {
  return new PlanSchedule(plan, weights);
}

class PlanSchedule implements Schedule {
  readonly artifacts: readonly PlannedArtifact[];
  readonly dag: Dag;
  readonly #queue: ReadyQueue;
  /** Number of inputs of each artifact that have not ended. */
  readonly #missing: Int32Array;
  readonly #ends: (EndStatus | null)[];
  readonly #readyBy: (number | null)[];
  readonly #readyTurn: Int32Array;
  #freed: number[] = [];
  #turn = 0;
  #ended = 0;

  constructor({ artifacts }: ExecutionPlan, weights: Readonly<Record<string, number>> | null) {
    this.artifacts = artifacts;
    this.dag = artifactGraph(artifacts).dag;
    this.#queue = createReadyQueue(this.dag, weightsOf(artifacts, weights));
    this.#missing = Int32Array.from(this.dag.dependencies, (list) => list.length);
    this.#ends = Array.from({ length: artifacts.length }, () => null);
    this.#readyBy = Array.from({ length: artifacts.length }, () => null);
    this.#readyTurn = new Int32Array(artifacts.length);
  }

  isDone(): boolean {
    return this.#ended === this.artifacts.length;
  }

  endOf(index: number): EndStatus | null {
    return this.#ends[index] ?? null;
  }

  end(index: number, status: EndStatus): void {
    invariant(this.#ends[index] === null, "an artifact ended twice");
    this.#ends[index] = status;
    this.#ended += 1;
  }

  release(index: number): readonly number[] {
    const missing = this.#missing;
    let ready: number[] | null = null;
    for (const dependent of this.dag.dependents[index]!) {
      missing[dependent]! -= 1;
      if (missing[dependent] !== 0) continue;
      ready ??= [];
      ready.push(dependent);
    }
    return ready ?? none;
  }

  makeReady(index: number, by: number | null): void {
    this.#readyBy[index] = by;
    this.#readyTurn[index] = this.#turn;
    this.#queue.push(index);
  }

  next(): { readonly index: number; readonly releasedBy: ReleasedBy } | null {
    const index = this.#queue.pop();
    return index === undefined ? null : { index, releasedBy: this.#releasedBy(index) };
  }

  freeSlot(by: number): void {
    this.#freed.push(by);
  }

  turn(): void {
    this.#turn += 1;
    this.#freed = [];
  }

  #releasedBy(index: number): ReleasedBy {
    const input = this.#readyBy[index] ?? null;
    if (this.#readyTurn[index] !== this.#turn) {
      const slot = this.#freed.shift();
      return { kind: "slot", artifact: slot === undefined ? null : this.artifacts[slot]!.id };
    }
    return input === null ? start : { kind: "input", artifact: this.artifacts[input]!.id };
  }
}

const none: readonly number[] = [];
const start: ReleasedBy = { kind: "start" };

/** Returns the weight of each artifact. An artifact that no earlier run contains has the mean weight of the others. */
function weightsOf(
  artifacts: readonly PlannedArtifact[],
  weights: Readonly<Record<string, number>> | null,
): Float64Array {
  const known = weights === null ? [] : Object.values(weights);
  const mean = known.length === 0 ? 1 : known.reduce((sum, weight) => sum + weight, 0) / known.length;
  return Float64Array.from(artifacts, ({ id }) =>
    weights !== null && Object.hasOwn(weights, id) ? weights[id]! : mean,
  );
}
