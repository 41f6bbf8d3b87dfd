import type { CopiedContent } from "../../domain/index.ts";
import type { RunProjection } from "../records/index.ts";
import { numberOf, type StoredRow, textOf, textOrNull, wordOf } from "./rows.ts";

/** Returns how a run was imported; null: it was recorded here. Version 3 of the schema added the column. */
export function importedOf(row: StoredRow): CopiedContent | null {
  const imported = row["imported"];
  return imported === undefined || imported === null
    ? null
    : wordOf<CopiedContent>(row, "imported", ["all", "derived"]);
}

/** Returns the projection in a row of the list of runs. */
export function projectionOf(row: StoredRow): RunProjection {
  const startedAt = textOrNull(row, "started_at");
  const outcome =
    row["outcome"] === null ? null : wordOf(row, "outcome", ["completed", "failed", "cancelled", "timed-out"]);
  return {
    started:
      startedAt === null
        ? null
        : {
            uuid: textOf(row, "uuid"),
            mode: wordOf(row, "mode", ["run", "debug"]),
            runbook: { name: textOf(row, "runbook_name"), path: textOf(row, "runbook_path") },
            at: startedAt,
            artifacts: numberOf(row, "artifacts"),
          },
    finished:
      outcome === null ? null : { outcome, at: textOf(row, "finished_at"), durationMs: numberOf(row, "duration_ms") },
    counts: {
      completed: numberOf(row, "completed"),
      reused: numberOf(row, "reused"),
      failed: numberOf(row, "failed"),
      skipped: numberOf(row, "skipped"),
      optionalFailed: numberOf(row, "optional_failed"),
    },
    events: numberOf(row, "events"),
  };
}
