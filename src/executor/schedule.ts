import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact, ReleasedBy } from "../domain/index.ts";
import { createDag, type Dag, type IndexHeap } from "../graph/index.ts";
import { createReadyQueue } from "./ready-queue.ts";

export type EndStatus = "completed" | "reused" | "failed" | "skipped";

/** Who is ready, who is next, what has ended. Indices are places in the plan. */
export interface Schedule {
  readonly artifacts: readonly PlannedArtifact[];
  readonly dag: Dag;
  readonly isDone: () => boolean;
  readonly endOf: (index: number) => EndStatus | null;
  /** Notes an end. */
  readonly end: (index: number, status: EndStatus) => void;
  /** Tells the dependents of an artifact that ended; gives those whose inputs have now all ended, ascending. */
  readonly release: (index: number) => readonly number[];
  /** Puts an artifact among the ready ones. `by`: the input that ended last; null for a source. */
  readonly makeReady: (index: number, by: number | null) => void;
  /** Takes the ready artifact that comes first and says what released it. */
  readonly next: () => { readonly index: number; readonly releasedBy: ReleasedBy } | null;
  /** An artifact's slot is free again. */
  readonly freeSlot: (by: number) => void;
  /** What became ready from now on waited for no slot before. */
  readonly turn: () => void;
}

export function createSchedule(plan: ExecutionPlan, weights: Readonly<Record<string, number>> | null): Schedule {
  return new PlanSchedule(plan, weights);
}

class PlanSchedule implements Schedule {
  readonly artifacts: readonly PlannedArtifact[];
  readonly dag: Dag;
  readonly #queue: IndexHeap;
  /** Inputs of each artifact that have not ended. */
  readonly #missing: Int32Array;
  readonly #ends: (EndStatus | null)[];
  readonly #readyBy: (number | null)[];
  readonly #readyTurn: Int32Array;
  #freed: number[] = [];
  #turn = 0;
  #ended = 0;

  constructor({ artifacts }: ExecutionPlan, weights: Readonly<Record<string, number>> | null) {
    this.artifacts = artifacts;
    this.dag = dagOf(artifacts);
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
    invariant(this.#ends[index] === null, "an artifact ends twice");
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

function dagOf(artifacts: readonly PlannedArtifact[]): Dag {
  const places = new Map<ArtifactId, number>(artifacts.map(({ id }, index) => [id, index]));
  return createDag(
    artifacts.map(({ inputs }) =>
      inputs.map((input) => {
        const place = places.get(input);
        invariant(place !== undefined, `the plan lacks the input "${input}"`);
        return place;
      }),
    ),
  );
}

/** An artifact that no earlier run knows counts as the mean of the others. */
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
