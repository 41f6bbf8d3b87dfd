import type { Clock } from "../../domain/index.ts";
import { type Call, type CallLimits, callIn } from "./call.ts";
import { type CallOutcome, type Line, openLine } from "./line.ts";

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
  readonly line: Line;
  jobs: number;
  /** Takes no more jobs; ends with its last one. */
  isRetired: boolean;
}

/** The queue is ours, so that it is known whose thread an artifact got, and ending one thread touches no other. */
export function createThread(options: ThreadOptions): Thread {
  let current: Body | null = null;
  const bodies = new Set<Body>();
  const end = async (body: Body): Promise<void> => {
    if (current === body) current = null;
    bodies.delete(body);
    await withPatience(body.line.pool.destroy(), options.clock);
  };
  const body = (): Body => {
    if (current !== null) return current;
    // A thread that dies between two jobs; the next job gets a new one.
    const line = openLine({ ...options, lost: () => retire(fresh) });
    const fresh: Body = { line, jobs: 0, isRetired: false };
    // Told by its jobs; without a listener it would end the program.
    line.pool.on("error", () => retire(fresh));
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
      const outcome = await callIn(mine.line, call, options);
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

const patienceMs = 1000;

/** A thread in a system call (a long query, a child process waited for) ends only when that returns; nobody waits so long. */
async function withPatience(ended: Promise<void>, clock: Clock): Promise<void> {
  const given = Promise.withResolvers<void>();
  const cancel = clock.after(patienceMs, given.resolve);
  try {
    await Promise.race([ended, given.promise]);
  } finally {
    cancel();
  }
}

function isSpoiled(outcome: CallOutcome): boolean {
  return outcome.kind === "lost" || (outcome.kind === "failed" && outcome.isUnsound);
}
