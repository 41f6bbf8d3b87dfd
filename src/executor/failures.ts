import { type DiagnosticCode, isWctError } from "../diagnostics/index.ts";
import type { Attempt, Failure, PlannedArtifact } from "../domain/index.ts";
import type { StopReason } from "./options.ts";

function failure(code: DiagnosticCode, message: string, hint: string | null): Failure {
  return { code, message, hint, componentCode: null, exception: null };
}

/** What an artifact fails with that works when the run stops. */
export function stopFailure(reason: StopReason): Failure {
  switch (reason) {
    case "cancelled":
      return failure("WCT_PRODUCE_CANCELLED", "the run was cancelled", "run again; what completed is in the record");
    case "timeout":
      return failure("WCT_PRODUCE_TIMEOUT", "the run took longer than its timeout", "raise config.timeout");
    case "cost-limit":
      return failure("WCT_PRODUCE_COST_LIMIT", "the run passed its cost limit", "raise config.cost_limit");
  }
}

export function artifactTimeout(artifact: PlannedArtifact): Failure {
  const message = `"${artifact.id}" took longer than its timeout of ${(artifact.timeoutMs ?? 0) / 1000} s`;
  return failure("WCT_PRODUCE_TIMEOUT", message, `raise the timeout of "${artifact.id}"`);
}

/** What is aborted when the record cannot be written; it is never recorded. */
export const unrecordable = failure("WCT_STORE_WRITE_FAILED", "the record of the run cannot be written", null);

/** A producer must not reject. A coded error keeps its words, which are wct's own; of another only its class is told. */
export function rejection(error: unknown): Attempt {
  const known = isWctError(error)
    ? failure(error.code, error.message, error.diagnostics[0]?.hint ?? null)
    : failure("WCT_INTERNAL", `the producer threw ${className(error)}; this is a bug in wct`, null);
  return { outcome: "failed", failure: known, object: null, ended: null };
}

function className(error: unknown): string {
  return error instanceof Error ? error.constructor.name : "something that is not an error";
}
