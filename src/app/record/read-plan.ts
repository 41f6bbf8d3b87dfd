import { wctError } from "../../diagnostics/index.ts";
import type { Digest, ExecutionPlan, RecordStore } from "../../domain/index.ts";
import { parsePlan } from "../../planner/index.ts";

/** A runbook has at most 4 MiB; a plan many times as long is forged. */
const bytesAtMost = 256 * 1024 * 1024;

/**
 * Reads the plan that a record contains. Throws WCT_RUN_RECORD_CORRUPT, WCT_STORE_NEWER and the errors of the store.
 */
export async function readPlan({ artifacts }: Pick<RecordStore, "artifacts">, digest: Digest): Promise<ExecutionPlan> {
  const stored = await artifacts.open(digest);
  if (stored.bytes > bytesAtMost) {
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: "the recorded plan is too large",
      hint: "run `wct verify` on the run",
    });
  }
  return parsePlan(await stored.rest());
}
