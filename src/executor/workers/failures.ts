import { type DiagnosticCode, isWctError } from "../../diagnostics/index.ts";
import type { Failure } from "../../domain/index.ts";

/** A failure in wct's own words. */
export function failure(code: DiagnosticCode, message: string, hint: string | null = null): Failure {
  return { code, message, hint, componentCode: null, exception: null };
}

/** What an aborted signal says: its reason is a coded error or a Failure; anything else counts as a cancellation. */
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
