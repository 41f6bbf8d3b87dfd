import type { Clock } from "../../domain/index.ts";
import type { Line } from "./line.ts";

export interface MemoryWatch {
  readonly clock: Clock;
  /** Of the heap and of what lies outside it, in MiB; garbage that is not yet collected counts. */
  readonly memoryLimitMb: number;
  readonly exceeded: () => void;
}

/** A loop can fill some 100 MiB in this time. */
const watchEveryMs = 50;
/** Garbage may pass the limit for a moment. Twice the limit is passed by nothing that will be collected in time. */
const readingsOver = 4;

/**
 * Asks a busy thread now and then how much it uses. Never waits for an answer: a request that meets a thread in its
 * start is never answered, and one that meets a long call into the engine only after it.
 */
export function watchMemory(line: Line, { clock, memoryLimitMb, exceeded }: MemoryWatch): () => void {
  const limit = memoryLimitMb * 1024 * 1024;
  let stop = () => {};
  let isWatching = true;
  let over = 0;
  const judge = (used: number): void => {
    if (!isWatching) return;
    over = used > limit ? over + 1 : 0;
    if (over < readingsOver && used <= 2 * limit) return;
    isWatching = false;
    stop();
    exceeded();
  };
  const look = (): void => {
    again();
    // A thread that has just ended is told by its jobs.
    line.memory().then(judge, () => undefined);
  };
  const again = (): void => {
    stop = clock.after(watchEveryMs, look);
  };
  again();
  return () => {
    isWatching = false;
    stop();
  };
}
