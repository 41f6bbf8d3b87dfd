import { Piscina } from "piscina";
import { type Call, type CallLimits, type CallOutcome, callIn } from "./call.ts";

export interface ThreadOptions extends CallLimits {
  /** Jobs at once; more than one only for components that wait. */
  readonly concurrency: number;
}

/** One worker thread that is replaced whenever it is lost. */
export interface Thread {
  readonly warm: () => void;
  readonly call: (call: Call) => Promise<CallOutcome>;
  /** Ends the thread, whatever runs in it. */
  readonly close: () => Promise<void>;
}

interface Body {
  readonly pool: Piscina;
  jobs: number;
  /** Takes no more jobs; ends with its last one. */
  isRetired: boolean;
}

// The entry beside this file, in the form in which this file itself is running.
const entry = new URL(import.meta.url.endsWith(".ts") ? "./inside/entry.ts" : "./inside/entry.js", import.meta.url);

/**
 * A pool of one: the queue is ours, so that it is known whose thread an artifact got, and ending one thread touches no
 * other.
 */
export function createThread(options: ThreadOptions): Thread {
  let current: Body | null = null;
  const bodies = new Set<Body>();
  const end = async (body: Body): Promise<void> => {
    if (current === body) current = null;
    bodies.delete(body);
    await body.pool.destroy();
  };
  const body = (): Body => {
    if (current !== null) return current;
    const fresh = start(options);
    // A thread that dies between two jobs; the next job gets a new one.
    fresh.pool.on("error", () => retire(fresh));
    bodies.add(fresh);
    current = fresh;
    return fresh;
  };
  const retire = (body: Body): void => {
    body.isRetired = true;
    if (current === body) current = null;
  };
  return {
    warm: () => void body(),
    call: async (call) => {
      const mine = body();
      mine.jobs += 1;
      const outcome = await callIn(mine.pool, call, options);
      mine.jobs -= 1;
      if (isSpoiled(outcome)) retire(mine);
      // Where several share a thread, the others finish first.
      if (mine.isRetired && mine.jobs === 0 && bodies.has(mine)) await end(mine);
      return outcome;
    },
    close: async () => {
      await Promise.all([...bodies].map(end));
    },
  };
}

function isSpoiled(outcome: CallOutcome): boolean {
  return outcome.kind === "lost" || (outcome.kind === "failed" && outcome.isUnsound);
}

function start({ concurrency, memoryLimitMb }: ThreadOptions): Body {
  const pool = new Piscina({
    filename: entry.href,
    name: "produce",
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: concurrency,
    // A thread that sleeps in Atomics.wait between jobs would hold back what a waiting component started.
    atomics: concurrency > 1 ? "disabled" : "sync",
    idleTimeout: Number.POSITIVE_INFINITY,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: memoryLimitMb },
  });
  return { pool, jobs: 0, isRetired: false };
}
