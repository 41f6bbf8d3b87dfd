import type { Diagnostic } from "../diagnostics/index.ts";
import type { RunSummary } from "../domain/index.ts";
import type { DiagnosticsShape } from "./shapes/diagnostics.ts";
import type { RunListShape } from "./shapes/runs.ts";

export const apiVersion = "wct/v1";

/** `{ apiVersion, kind: "Diagnostics", diagnostics }`; every key always there. */
export function diagnosticsJson(all: readonly Diagnostic[]): DiagnosticsShape {
  return {
    apiVersion,
    kind: "Diagnostics",
    diagnostics: all.map((d) => ({
      code: d.code,
      severity: d.severity,
      message: d.message,
      hint: d.hint ?? null,
      location: d.location ?? null,
      related: d.related ?? [],
    })),
  };
}

/** What `RunList.runs[]` and `Run` share. */
export function runHeaderJson(run: RunSummary) {
  return {
    id: run.id,
    uuid: run.uuid,
    status: run.status,
    mode: run.mode,
    runbook: run.runbook,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    durationMs: run.durationMs,
    counts: run.counts,
    events: run.events,
    head: run.head,
  };
}

export function runListJson(runs: readonly RunSummary[]): RunListShape {
  return {
    apiVersion,
    kind: "RunList",
    runs: runs.map((run) => ({ ...runHeaderJson(run), artifacts: run.artifacts })),
  };
}
