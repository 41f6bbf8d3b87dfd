import { assertNever } from "../../diagnostics/index.ts";
import type { Attempt, Clock, Failure, Nanoseconds } from "../../domain/index.ts";
import { failure, failureOfAbort } from "./failures.ts";
import type { Loss } from "./line.ts";
import type { ComponentAddress } from "./protocol.ts";
import type { Ended } from "./thread-job.ts";

/** An attempt that failed before anything ran. */
export function failedAttempt(why: Failure): Attempt {
  return { outcome: "failed", failure: why, object: null, ended: null };
}

export interface Circumstances {
  readonly component: ComponentAddress;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** What a call means for its artifact. Whatever a component says after a cancellation, the artifact was cancelled. */
export function toAttempt(outcome: Ended, { component, signal, clock }: Circumstances): Attempt {
  const ended = outcome.kind === "lost" ? null : onHostClock(outcome.ended, clock);
  if (signal.aborted) return { ...failedAttempt(failureOfAbort(signal)), ended };
  switch (outcome.kind) {
    case "produced":
      return { outcome: "produced", message: outcome.message, object: outcome.object, ended };
    case "failed":
      return { outcome: "failed", failure: outcome.failure, object: outcome.object, ended };
    case "lost":
      return failedAttempt(failureOfLoss(outcome.how, component));
    case "exported":
      return failedAttempt(failure("WCT_INTERNAL", "a worker exported instead of producing; this is a bug in wct"));
    default:
      return assertNever(outcome);
  }
}

/** How a thread's end reads for the component that ran in it. */
export function failureOfLoss(how: Loss, { kind, type }: ComponentAddress): Failure {
  const what = `${kind} "${type}"`;
  switch (how) {
    case "memory":
      return failure("WCT_PRODUCE_WORKER_LOST", `${what} used more memory than a worker may have`, "narrow the work");
    case "exit":
      return failure("WCT_PRODUCE_WORKER_LOST", `the worker that ran ${what} ended before the work was done`);
    case "garbled":
      return failure("WCT_PRODUCE_WORKER_LOST", `the worker that ran ${what} sent what no worker sends`);
    case "blocked":
      return failure("WCT_PRODUCE_WORKER_LOST", `another component blocked the thread that ${what} shared with it`);
    case "unresponsive":
      return failure("WCT_PRODUCE_WORKER_LOST", `${what} did not react to its cancellation`);
    default:
      return assertNever(how);
  }
}

/** All threads share process.hrtime; the host's clock has another origin, and in tests another pace. */
function onHostClock(ended: bigint, clock: Clock): Nanoseconds {
  const age = Number(process.hrtime.bigint() - ended);
  return clock.monotonic() - Math.max(0, age);
}
