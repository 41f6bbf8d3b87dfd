import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { createIndexHeap } from "../graph/index.ts";
import { createSchedule, type Schedule } from "./schedule.ts";

/** The behaviour of an artifact in a simulated run. */
export type SimulatedArtifact =
  /** It works for `durationMs`, in a thread of its own if `needsThread` is set. */
  | {
      readonly kind: "works";
      readonly durationMs: number;
      /** Milliseconds between its turn and its start, such as the start of a thread. */
      readonly delayMs: number;
      readonly needsThread: boolean;
      readonly fails: boolean;
    }
  /** It ends without work as soon as its inputs have ended: reused or skipped. */
  | { readonly kind: "passes" };

export interface SimulateOptions {
  readonly plan: ExecutionPlan;
  /** The recorded weights by which the scheduler orders artifacts. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly maxConcurrency: number;
  readonly workers: number;
  readonly simulatedOf: (artifact: ArtifactId) => SimulatedArtifact;
  /** From the start of the run to the start of the first artifact. */
  readonly startUpMs: number;
  /** From the end of an artifact's work to the start of what it releases. */
  readonly handOverMs: number;
  /** From the end of the last artifact to the end of the run. */
  readonly windDownMs: number;
}

export interface SimulatedRun {
  readonly totalMs: number;
  /** Start and end of the work of each artifact that works. */
  readonly times: ReadonlyMap<ArtifactId, { readonly startMs: number; readonly endMs: number }>;
}

/** Simulates a run without executing anything. The real scheduler decides; the durations are given. */
export function simulateRun(options: SimulateOptions): SimulatedRun {
  const simulation = new Simulation(options);
  return simulation.run();
}

class Simulation {
  readonly #options: SimulateOptions;
  readonly #schedule: Schedule;
  readonly #ends: Float64Array;
  readonly #working;
  readonly #times = new Map<ArtifactId, { startMs: number; endMs: number }>();
  /** Artifacts in flight that wait for a thread, in start order. */
  #queue: number[] = [];
  #inFlight = 0;
  #threads = 0;
  #now: number;
  #last: number;

  constructor(options: SimulateOptions) {
    this.#options = options;
    this.#schedule = createSchedule(options.plan, options.weights);
    this.#ends = new Float64Array(options.plan.artifacts.length);
    this.#working = createIndexHeap(
      (a, b) => this.#ends[a]! < this.#ends[b]! || (this.#ends[a] === this.#ends[b] && a < b),
    );
    this.#now = options.startUpMs;
    this.#last = options.startUpMs;
  }

  run(): SimulatedRun {
    const { handOverMs, windDownMs } = this.#options;
    const sources = [...this.#schedule.artifacts.keys()].filter(
      (index) => this.#schedule.dag.dependencies[index]!.length === 0,
    );
    this.#becomeReady(sources, null);
    this.#advance();
    for (let index = this.#working.pop(); index !== undefined; index = this.#working.pop()) {
      this.#last = Math.max(this.#last, this.#ends[index]!);
      this.#now = this.#ends[index]! + handOverMs;
      this.#finish(index);
      this.#advance();
    }
    return { totalMs: this.#last + windDownMs, times: this.#times };
  }

  #simulated(index: number): SimulatedArtifact {
    return this.#options.simulatedOf(this.#schedule.artifacts[index]!.id);
  }

  #finish(index: number): void {
    const simulated = this.#simulated(index);
    this.#schedule.turn();
    this.#inFlight -= 1;
    if (simulated.kind === "works" && simulated.needsThread) this.#threads -= 1;
    this.#schedule.freeSlot(index);
    this.#schedule.end(index, simulated.kind === "works" && simulated.fails ? "failed" : "completed");
    this.#becomeReady(this.#schedule.release(index), index);
  }

  /** An artifact that passes ends immediately, and so may the artifacts that wait for it. */
  #becomeReady(indices: readonly number[], by: number | null): void {
    const open = indices.map((index) => ({ index, by }));
    for (const { index, by: input } of open) {
      if (this.#simulated(index).kind === "works") {
        this.#schedule.makeReady(index, input);
        continue;
      }
      this.#schedule.end(index, "reused");
      open.push(...this.#schedule.release(index).map((dependent) => ({ index: dependent, by: index })));
    }
  }

  #advance(): void {
    const { maxConcurrency, workers } = this.#options;
    while (this.#inFlight < maxConcurrency) {
      const next = this.#schedule.next();
      if (next === null) break;
      this.#inFlight += 1;
      this.#queue.push(next.index);
    }
    this.#queue = this.#queue.filter((index) => {
      const simulated = this.#simulated(index);
      if (simulated.kind !== "works") return false;
      if (simulated.needsThread && this.#threads >= workers) return true;
      if (simulated.needsThread) this.#threads += 1;
      const startMs = this.#now + simulated.delayMs;
      this.#ends[index] = startMs + simulated.durationMs;
      this.#times.set(this.#schedule.artifacts[index]!.id, { startMs, endMs: this.#ends[index]! });
      this.#working.push(index);
      return false;
    });
  }
}
