import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact, ReleasedBy } from "../domain/index.ts";
import { createDag, type Dag } from "../graph/index.ts";
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
  const { artifacts } = plan;
  const dag = dagOf(artifacts);
  const queue = createReadyQueue(dag, weightsOf(artifacts, weights));
  const missing = Int32Array.from(dag.dependencies, (list) => list.length);
  const ends: (EndStatus | null)[] = Array.from({ length: artifacts.length }, () => null);
  const readyBy: (number | null)[] = Array.from({ length: artifacts.length }, () => null);
  const readyTurn = new Int32Array(artifacts.length);
  let freed: number[] = [];
  let turn = 0;
  let ended = 0;

  const release = (index: number): readonly number[] => {
    let ready: number[] | null = null;
    for (const dependent of dag.dependents[index]!) {
      missing[dependent]! -= 1;
      if (missing[dependent] !== 0) continue;
      ready ??= [];
      ready.push(dependent);
    }
    return ready ?? none;
  };

  const releasedBy = (index: number): ReleasedBy => {
    const input = readyBy[index] ?? null;
    if (readyTurn[index] !== turn) {
      const slot = freed.shift();
      return slot === undefined ? { kind: "slot", artifact: null } : { kind: "slot", artifact: artifacts[slot]!.id };
    }
    return input === null ? start : { kind: "input", artifact: artifacts[input]!.id };
  };

  return {
    artifacts,
    dag,
    isDone: () => ended === artifacts.length,
    endOf: (index) => ends[index] ?? null,
    end: (index, status) => {
      invariant(ends[index] === null, "an artifact ends twice");
      ends[index] = status;
      ended += 1;
    },
    release,
    makeReady: (index, by) => {
      readyBy[index] = by;
      readyTurn[index] = turn;
      queue.push(index);
    },
    next: () => {
      const index = queue.pop();
      return index === undefined ? null : { index, releasedBy: releasedBy(index) };
    },
    freeSlot: (by) => {
      freed.push(by);
    },
    turn: () => {
      turn += 1;
      freed = [];
    },
  };
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
