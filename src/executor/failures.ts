import { type DiagnosticCode, isWctError, type WctError, wctError } from "../diagnostics/index.ts";
import type { Attempt, Failure, PlannedArtifact } from "../domain/index.ts";
import { failure } from "./jobs/index.ts";
import type { EarlyStop, ExecutionLimits } from "./options.ts";

export const stopCodes = {
  cancelled: "WCT_PRODUCE_CANCELLED",
  timeout: "WCT_PRODUCE_TIMEOUT",
  "cost-limit": "WCT_PRODUCE_COST_LIMIT",
} as const satisfies Readonly<Record<EarlyStop, DiagnosticCode>>;

/** Returns the failure of an artifact that is in progress when the run stops. Names the origin of the limit. */
export function stopFailure(reason: EarlyStop, { timeoutMs, timeoutFrom, costLimit }: StopLimits): Failure {
  const code = stopCodes[reason];
  switch (reason) {
    case "cancelled":
      return failure(code, "the run was cancelled", "run again; completed artifacts are in the record");
    case "timeout": {
      const message = `the run took longer than its timeout of ${(timeoutMs ?? 0) / 1000} s`;
      return failure(code, message, `raise ${timeoutFrom ?? "config.timeout"}`);
    }
    case "cost-limit":
      return failure(code, `the run exceeded its cost limit of ${costLimit ?? 0}`, "raise config.cost_limit");
  }
}

type StopLimits = Pick<ExecutionLimits, "timeoutMs" | "timeoutFrom" | "costLimit">;

export function artifactTimeout(artifact: PlannedArtifact): Failure {
  const message = `"${artifact.id}" took longer than its timeout of ${(artifact.timeoutMs ?? 0) / 1000} s`;
  return failure("WCT_PRODUCE_TIMEOUT", message, `raise the timeout of "${artifact.id}"`);
}

/** The reason of the abort when the record cannot be written. It is never recorded. */
export const unrecordable = failure("WCT_STORE_WRITE_FAILED", "the record of the run cannot be written", null);

/**
 * Converts the rejection of a producer, which must not reject, to an attempt. A coded error keeps its message, which
 * wct wrote; of any other error only the class is recorded.
 */
export function rejection(error: unknown): Attempt {
  const known = isWctError(error)
    ? failure(error.code, error.message, error.diagnostics[0]?.hint ?? null)
    : failure("WCT_INTERNAL", `the producer threw ${className(error)}; this is a bug in wct`, null);
  return { outcome: "failed", failure: known, object: null, ended: null };
}

function className(error: unknown): string {
  return error instanceof Error ? error.constructor.name : "something that is not an error";
}

/** Returns the error for a mistake of the program itself; an error that is known already stays as it is. */
export function bugOf(what: string, cause: unknown): WctError {
  return isWctError(cause) ? cause : wctError("WCT_INTERNAL", { message: `${what}; this is a bug in wct`, cause });
}
