import type { Clock } from "../../domain/index.ts";
import type { CallOutcome, Line } from "./line.ts";
import type { Said, Surroundings, Work } from "./protocol.ts";

export interface CallLimits {
  readonly clock: Clock;
  /** Milliseconds between a cancellation and the end of a thread that does not react. */
  readonly graceMs: number;
}

export interface Call {
  readonly work: Work;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
  readonly said: (said: Said) => void;
}

/** Runs one job in the thread of a line. Never rejects for what a component does. */
export async function callIn(line: Line, call: Call, { clock, graceMs }: CallLimits): Promise<CallOutcome> {
  const { promise, resolve } = Promise.withResolvers<CallOutcome>();
  const { work, surroundings, said, signal } = call;
  const job = line.give({ work, surroundings, said, ended: resolve });
  const stopCancelling = onAbort(signal, () => {
    if (job.takeBack()) return () => {};
    job.cancel();
    return clock.after(graceMs, () => job.giveUp("unresponsive"));
  });
  try {
    return await promise;
  } finally {
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
