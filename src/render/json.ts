import type { Diagnostic } from "../diagnostics/index.ts";
import type { ArtifactId, JsonValue, RunSummary } from "../domain/index.ts";
import { findingRow } from "../run/index.ts";
import type { DiagnosticsShape, FindingShape, RunListShape } from "./shapes/index.ts";

export const apiVersion = "wct/v1";

/** Returns `{ apiVersion, kind: "Diagnostics", diagnostics }`; every key is always present. */
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

/** Returns the keys that `RunList.runs[]` and `Run` share. */
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

/** Returns a finding of any schema in the form of JSON output: what and where, without evidence. */
export function findingJson(artifact: ArtifactId, schema: string, element: JsonValue): FindingShape {
  const { id, kind, what, place, confidence, score, care } = findingRow(artifact, schema, element);
  return { artifact, id, kind, what, place, confidence, score, care };
}
