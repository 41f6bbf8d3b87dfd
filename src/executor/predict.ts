import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { createIndexHeap } from "../graph/index.ts";
import { createSchedule, type Schedule } from "./schedule.ts";

/** What becomes of an artifact in a predicted run. */
export type Course =
  /** It works so many milliseconds, in a thread of its own unless it blocks none. */
  | {
      readonly kind: "works";
      readonly durationMs: number;
      /** Between its turn and its start, such as a thread that was not yet there. */
      readonly delayMs: number;
      readonly needsThread: boolean;
      readonly fails: boolean;
    }
  /** It ends as soon as its inputs have, without work: reused or skipped. */
  | { readonly kind: "passes" };

export interface PredictOptions {
  readonly plan: ExecutionPlan;
  /** As recorded: what the scheduler weighs artifacts by. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly maxConcurrency: number;
  readonly workers: number;
  readonly courseOf: (artifact: ArtifactId) => Course;
  /** From the start of the run until the first artifact may start. */
  readonly startUpMs: number;
  /** Between the end of an artifact's work and what it releases. */
  readonly handOverMs: number;
  /** Between the last artifact and the end of the run. */
  readonly windDownMs: number;
}

export interface Predicted {
  readonly totalMs: number;
  /** Start and end of the work, of artifacts that work. */
  readonly times: ReadonlyMap<ArtifactId, { readonly startMs: number; readonly endMs: number }>;
}

/** Goes through a run without executing anything, in no time: the scheduler decides, the durations are given. */
export function predictRun(options: PredictOptions): Predicted {
  const replay = new Replay(options);
  return replay.run();
}

class Replay {
  readonly #options: PredictOptions;
  readonly #schedule: Schedule;
  readonly #ends: Float64Array;
  readonly #working;
  readonly #times = new Map<ArtifactId, { startMs: number; endMs: number }>();
  /** In flight, in the order in which they were started, and waiting for a thread. */
  #queue: number[] = [];
  #inFlight = 0;
  #threads = 0;
  #now: number;
  #last: number;

  constructor(options: PredictOptions) {
    this.#options = options;
    this.#schedule = createSchedule(options.plan, options.weights);
    this.#ends = new Float64Array(options.plan.artifacts.length);
    this.#working = createIndexHeap(
      (a, b) => this.#ends[a]! < this.#ends[b]! || (this.#ends[a] === this.#ends[b] && a < b),
    );
    this.#now = options.startUpMs;
    this.#last = options.startUpMs;
  }

  run(): Predicted {
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

  #course(index: number): Course {
    return this.#options.courseOf(this.#schedule.artifacts[index]!.id);
  }

  #finish(index: number): void {
    const course = this.#course(index);
    this.#schedule.turn();
    this.#inFlight -= 1;
    if (course.kind === "works" && course.needsThread) this.#threads -= 1;
    this.#schedule.freeSlot(index);
    this.#schedule.end(index, course.kind === "works" && course.fails ? "failed" : "completed");
    this.#becomeReady(this.#schedule.release(index), index);
  }

  /** What passes ends at once, and so may what waited for it. */
  #becomeReady(indices: readonly number[], by: number | null): void {
    const open = indices.map((index) => ({ index, by }));
    for (const { index, by: input } of open) {
      if (this.#course(index).kind === "works") {
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
      const course = this.#course(index);
      if (course.kind !== "works") return false;
      if (course.needsThread && this.#threads >= workers) return true;
      if (course.needsThread) this.#threads += 1;
      const startMs = this.#now + course.delayMs;
      this.#ends[index] = startMs + course.durationMs;
      this.#times.set(this.#schedule.artifacts[index]!.id, { startMs, endMs: this.#ends[index]! });
      this.#working.push(index);
      return false;
    });
  }
}
