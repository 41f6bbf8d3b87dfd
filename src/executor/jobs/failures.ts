import { assertNever, type DiagnosticCode, isWctError } from "../../diagnostics/index.ts";
import type { Attempt, Failure, Nanoseconds, StagedObject } from "../../domain/index.ts";
import type { Loss } from "./job.ts";
import type { ComponentAddress } from "./protocol.ts";
import type { Redactor } from "./redaction.ts";

/** Makes a failure that wct itself reports. */
export function failure(code: DiagnosticCode, message: string, hint: string | null = null): Failure {
  return { code, message, hint, componentCode: null, exception: null };
}

/** Returns a failure whose texts, which a component wrote, are redacted. */
export function redactedFailure(from: Failure, { text }: Pick<Redactor, "text">): Failure {
  const orNull = (written: string | null): string | null => (written === null ? null : text(written));
  const { code, message, hint, componentCode, exception } = from;
  const thrown = exception === null ? null : { ...exception, name: text(exception.name), code: orNull(exception.code) };
  return {
    code,
    message: text(message),
    hint: orNull(hint),
    componentCode: orNull(componentCode),
    exception: thrown === null ? null : { ...thrown, frames: thrown.frames.map((frame) => text(frame)) },
  };
}

/**
 * Returns the failure of an aborted signal. Its reason is a coded error or a Failure; any other reason is a
 * cancellation.
 */
export function failureOfAbort(signal: AbortSignal): Failure {
  const reason: unknown = signal.reason;
  if (isWctError(reason)) return failure(reason.code, reason.message, reason.diagnostics[0]?.hint ?? null);
  if (isFailure(reason)) return reason;
  return failure("WCT_PRODUCE_CANCELLED", "the run was cancelled while the artifact was being made");
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    value.code.startsWith("WCT_") &&
    "message" in value &&
    typeof value.message === "string" &&
    "hint" in value &&
    "componentCode" in value &&
    "exception" in value
  );
}

/** Makes a failed attempt; `object` contains the message of its exception. */
export function failedAttempt(
  why: Failure,
  { object = null, ended = null }: { readonly object?: StagedObject | null; readonly ended?: Nanoseconds | null } = {},
): Attempt {
  return { outcome: "failed", failure: why, object, ended };
}

/** Describes the loss of a worker as a failure of the component that ran in it. */
export function failureOfLoss(how: Loss, { kind, type }: ComponentAddress): Failure {
  const what = `${kind} "${type}"`;
  switch (how) {
    case "memory":
      return failure("WCT_PRODUCE_WORKER_LOST", `${what} used more memory than a worker may have`, "narrow the work");
    case "exit":
      return failure(
        "WCT_PRODUCE_WORKER_LOST",
        `the worker that ran ${what} ended before the work was done`,
        "its code ended it, or its code waited for nothing more",
      );
    case "garbled":
      return failure("WCT_PRODUCE_WORKER_LOST", `the worker that ran ${what} sent an invalid message`);
    case "blocked":
      return failure("WCT_PRODUCE_WORKER_LOST", `another component blocked the thread that ${what} shared with it`);
    case "unresponsive":
      return failure("WCT_PRODUCE_WORKER_LOST", `${what} did not react to cancellation`);
    default:
      return assertNever(how);
  }
}
