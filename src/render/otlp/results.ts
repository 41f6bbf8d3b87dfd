import type { RunStatus } from "../../domain/index.ts";
import type { ArtifactState } from "../../run/index.ts";

/** Results of the semantic conventions for CI/CD. */
export type PipelineResult = "success" | "failure" | "error" | "timeout" | "cancellation" | "skip";

/** Returns null while the run is running. */
export function resultOfRun(status: RunStatus): PipelineResult | null {
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

/** Returns null while it is running. An artifact that was interrupted by the end of its process ended with an error. */
export function resultOfArtifact({ result }: ArtifactState, run: RunStatus): PipelineResult | null {
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

function resultOfFailure(code: string): PipelineResult {
  if (code === "WCT_PRODUCE_TIMEOUT") return "timeout";
  return code === "WCT_PRODUCE_CANCELLED" ? "cancellation" : "failure";
}
