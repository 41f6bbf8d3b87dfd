import type { Worker } from "node:worker_threads";
import type { Piscina } from "piscina";
import type { Clock } from "../../domain/index.ts";
import type { CallOutcome, Line } from "./line.ts";
import type { Said, Surroundings, Work } from "./protocol.ts";

export interface CallLimits {
  readonly clock: Clock;
  /** Of the heap and of what lies outside it, in MiB. */
  readonly memoryLimitMb: number;
  /** Milliseconds between a cancellation and the end of a thread that does not react. */
  readonly graceMs: number;
}

export interface Call {
  readonly work: Work;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
  readonly said: (said: Said) => void;
}

const watchEveryMs = 250;

/** Runs one job in the thread of a line. Never rejects for what a component does. */
export async function callIn(line: Line, call: Call, limits: CallLimits): Promise<CallOutcome> {
  const { promise, resolve } = Promise.withResolvers<CallOutcome>();
  const { work, surroundings, said, signal } = call;
  const job = line.give({ work, surroundings, said, ended: resolve });
  const stopWatching = watchMemory(line.pool, limits, () => job.giveUp("memory"));
  const stopCancelling = onAbort(signal, () => {
    job.cancel();
    return limits.clock.after(limits.graceMs, () => job.giveUp("unresponsive"));
  });
  try {
    return await promise;
  } finally {
    stopWatching();
    stopCancelling();
  }
}

/** Calls once when the signal aborts, also if it has; returns what undoes it. */
function onAbort(signal: AbortSignal, cancel: () => () => void): () => void {
  let undo = () => {};
  const listener = () => {
    undo = cancel();
  };
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
  return () => {
    signal.removeEventListener("abort", listener);
    undo();
  };
}

/** Resource limits do not count what lies outside the heap (buffers), so a busy thread is asked now and then. */
function watchMemory(pool: Piscina, { clock, memoryLimitMb }: CallLimits, exceeded: () => void): () => void {
  let stop = () => {};
  let isWatching = true;
  const look = async (): Promise<void> => {
    const [worker] = pool.threads;
    const used = worker === undefined ? 0 : await memoryOf(worker);
    if (!isWatching) return;
    if (used > memoryLimitMb * 1024 * 1024) exceeded();
    else again();
  };
  const again = (): void => {
    stop = clock.after(watchEveryMs, () => void look());
  };
  again();
  return () => {
    isWatching = false;
    stop();
  };
}

async function memoryOf(worker: Worker): Promise<number> {
  try {
    const { used_heap_size, external_memory } = await worker.getHeapStatistics();
    return used_heap_size + external_memory;
  } catch {
    // The thread has just ended; its job tells.
    return 0;
  }
}
