import type { RunStatus } from "../../domain/index.ts";
import type { ArtifactState } from "../../run/index.ts";

/** Results of the conventions for CI/CD. */
export type Result = "success" | "failure" | "error" | "timeout" | "cancellation" | "skip";

/** Null while it runs. */
export function resultOfRun(status: RunStatus): Result | null {
  switch (status) {
    case "running":
      return null;
    case "completed":
      return "success";
    case "failed":
      return "failure";
    case "timed-out":
      return "timeout";
    case "cancelled":
      return "cancellation";
    case "interrupted":
      return "error";
  }
}

/** Null while it runs. An artifact that the end of its process cut short ended in an error. */
export function resultOfArtifact({ result }: ArtifactState, run: RunStatus): Result | null {
  if (result === null) return run === "running" ? null : "error";
  switch (result.status) {
    case "completed":
    case "reused":
      return "success";
    case "skipped":
      return "skip";
    case "failed":
      return resultOfFailure(result.failure.code);
  }
}

function resultOfFailure(code: string): Result {
  if (code === "WCT_PRODUCE_TIMEOUT") return "timeout";
  return code === "WCT_PRODUCE_CANCELLED" ? "cancellation" : "failure";
}
