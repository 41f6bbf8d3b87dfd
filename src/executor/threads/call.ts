import type { Clock } from "../../domain/index.ts";
import type { Job } from "../jobs/index.ts";
import type { CallOutcome, NewJob, WorkerChannel } from "./worker-channel.ts";

export interface CallLimits {
  readonly clock: Clock;
  /** Milliseconds between a cancellation and the end of a thread that does not react. */
  readonly graceMs: number;
}

/** A job without the fact that concerns all threads together: which job waited for which. */
export interface JobCall extends Pick<Job, "work" | "runContext" | "signal" | "take" | "answer"> {
  readonly said: NewJob["said"];
}

/**
 * Makes the call of a thread for a job. `begun` is called when its turn comes there, before all other messages about
 * it.
 */
export function callOf({ work, runContext, signal, said, take, answer }: Job, begun: () => void): JobCall {
  return {
    work,
    runContext,
    signal,
    take,
    answer,
    said: (one) => {
      begun();
      if (one.kind !== "started") said(one);
    },
  };
}

/** Runs one job in the thread of a channel. Never rejects because of a component's behaviour. */
export async function callIn(
  channel: WorkerChannel,
  call: JobCall,
  { clock, graceMs }: CallLimits,
): Promise<CallOutcome> {
  const { promise, resolve } = Promise.withResolvers<CallOutcome>();
  const { signal, ...rest } = call;
  const job = channel.give({ ...rest, ended: resolve });
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

/** Calls once when the signal aborts, or immediately if it has aborted. Returns a function that cancels this. */
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
