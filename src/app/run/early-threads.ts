import { availableParallelism } from "node:os";
import { createThreads, type Threads } from "../../executor/index.ts";
import { systemClock } from "../../store/index.ts";

/** Threads that start before the plan exists; only the plan limits how many may be busy. */
export interface EarlyThreads {
  /** Returns the threads for the run. */
  readonly of: (workers: number) => Threads;
  readonly close: () => Promise<void>;
}

export interface EarlyOptions {
  /** If results of the newest runs are reused, perhaps none executes; if those of one run, few. */
  readonly reuse?: { readonly kind: string } | undefined;
  readonly workers?: number | undefined;
  /** In MiB. */
  readonly workerMemory?: number | undefined;
}

/**
 * Starts threads while the runbook is planned: a thread takes as long to start as a small runbook to plan. One thread
 * starts on each spare core, at most two: an invalid runbook needs none of them, and a run without changes neither.
 */
export function startThreads({ workers: asked, workerMemory, reuse }: EarlyOptions): EarlyThreads {
  const cores = availableParallelism();
  const limits = { clock: systemClock, ...(workerMemory === undefined ? {} : { memoryLimitMb: workerMemory }) };
  const expected = asked ?? cores;
  const early = createThreads({ ...limits, workers: expected });
  const wanted = reuse === undefined ? 2 : 1;
  const spare = reuse?.kind === "newest" ? 0 : Math.min(expected, cores - 1, wanted);
  if (spare > 0) early.warm(spare);
  let threads = early;
  let unused: Promise<void> | undefined;
  return {
    of: (workers) => {
      if (workers === expected) return early;
      unused = early.close();
      threads = createThreads({ ...limits, workers });
      return threads;
    },
    close: async () => {
      await Promise.all([unused, threads.close()]);
    },
  };
}
