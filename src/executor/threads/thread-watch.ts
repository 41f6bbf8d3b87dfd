import type { Clock } from "../../domain/index.ts";
import type { Memory } from "./transport/index.ts";
import { type CpuTime, WatchPace, watchEveryMs } from "./watch-pace.ts";
import type { WorkerChannel } from "./worker-channel.ts";

export interface ThreadWatchOptions {
  readonly clock: Clock;
  /** Limit of memory inside and outside the heap, in MiB, including garbage that is not yet collected. */
  readonly memoryLimitMb: number;
  /** Whether other jobs wait in the same worker, so that no job may block it. */
  readonly isShared: boolean;
  /** Whether the worker is a thread of this process, whose CPU time then tells when memory cannot have grown. */
  readonly isThread: boolean;
  readonly cpuTime?: CpuTime;
  readonly lost: (how: "memory" | "unresponsive" | "blocked") => void;
  /** Called with each memory report. */
  readonly counted?: (memory: Memory) => void;
}

/** Garbage may exceed the limit temporarily. No garbage that will be collected in time exceeds twice the limit. */
export const readingsOver = 4;
/** A worker begins the next job immediately after the previous one, unless leftovers of that one prevent it. */
const beginWithinMs = 5000;
/** Components that share a worker only wait, so it must answer. */
const answerWithinMs = 30_000;
const askEveryMs = 1000;

/**
 * Watches a busy worker periodically: its memory, whether it begins the jobs it was given and, if several jobs wait in
 * it, whether it answers. Code in the worker cannot influence this: the engine or the system reports memory, and the
 * begin of a job is recorded in shared memory. Never awaits an answer, because a request during the start of a thread
 * is never answered, and a request during a long call into the engine is answered only after it.
 */
export function watch(channel: WorkerChannel, watched: ThreadWatchOptions): () => void {
  return new Watch(channel, watched).stop;
}

class Watch {
  readonly #channel: WorkerChannel;
  readonly #watched: ThreadWatchOptions;
  readonly #pace: WatchPace | null;
  #cancel = (): void => {};
  #isWatching = true;
  #memory: Memory | null = null;
  #over = 0;
  #unbegunSince: number | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #isAnswered = true;

  constructor(channel: WorkerChannel, watched: ThreadWatchOptions) {
    this.#channel = channel;
    this.#watched = watched;
    this.#pace = watched.isThread ? new WatchPace(watched.clock, watched.cpuTime) : null;
    this.#again();
  }

  readonly stop = (): void => {
    this.#isWatching = false;
    this.#cancel();
  };

  #again(): void {
    this.#cancel = this.#watched.clock.after(this.#pace?.everyMs ?? watchEveryMs, () => this.#sample());
  }

  #sample(): void {
    const mustMeasure = this.#pace?.look() ?? true;
    this.#again();
    if (mustMeasure || this.#memory === null) this.#measure();
    else this.#judge(this.#memory);
    const now = this.#watched.clock.monotonic() / 1e6;
    this.#unbegunSince = this.#channel.hasUnbegun() ? (this.#unbegunSince ?? now) : null;
    if (this.#unbegunSince !== null && now - this.#unbegunSince > beginWithinMs) this.#lose("unresponsive");
    else if (this.#watched.isShared) this.#listen(now);
  }

  #measure(): void {
    // The jobs of a worker that has just ended report its loss.
    this.#channel.memory().then(
      (memory) => this.#judge(memory),
      () => undefined,
    );
  }

  #listen(now: number): void {
    if (this.#isAnswered && now - this.#askedAt >= askEveryMs) {
      [this.#askedAt, this.#isAnswered] = [now, false];
      void this.#channel.ping().then(() => {
        this.#isAnswered = true;
      });
    } else if (!this.#isAnswered && now - this.#askedAt > answerWithinMs) this.#lose("blocked");
  }

  #judge(memory: Memory): void {
    if (!this.#isWatching) return;
    this.#memory = memory;
    this.#watched.counted?.(memory);
    const limit = this.#watched.memoryLimitMb * 1024 * 1024;
    this.#over = memory.used > limit ? this.#over + 1 : 0;
    if (this.#over >= readingsOver || memory.used > 2 * limit) this.#lose("memory");
  }

  #lose(how: Parameters<ThreadWatchOptions["lost"]>[0]): void {
    if (!this.#isWatching) return;
    this.stop();
    this.#watched.lost(how);
  }
}
