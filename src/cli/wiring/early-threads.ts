import { availableParallelism } from "node:os";
import { createThreads, type Threads } from "../../executor/index.ts";
import { systemClock } from "./clock.ts";

/** Threads that start before the plan is there; how many may be busy is known only from it. */
export interface EarlyThreads {
  /** Those of the run. */
  readonly of: (workers: number) => Threads;
  readonly close: () => Promise<void>;
}

export interface EarlyOptions {
  readonly workers?: number;
  /** MiB. */
  readonly workerMemory?: number;
}

/**
 * A thread takes as long to start as a small runbook to be planned, so one starts beside it on each core that is left,
 * of two at most: a runbook that is not valid needs none of them.
 */
export function startThreads({ workers: asked, workerMemory }: EarlyOptions): EarlyThreads {
  const cores = availableParallelism();
  const limits = { clock: systemClock, ...(workerMemory === undefined ? {} : { memoryLimitMb: workerMemory }) };
  const expected = asked ?? cores;
  const early = createThreads({ ...limits, workers: expected });
  const spare = Math.min(expected, cores - 1, 2);
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
