import type { JsonObject } from "../../domain/index.ts";
import { withoutSamples } from "../../plugin/index.ts";
import type { ArtifactMetadataShape, InputsShape } from "../../render/index.ts";
import { artifactState, inspectionOf, messageOf, type WorkRow, workedFor, workOf } from "../../run/index.ts";
import { builtInRegistry } from "../plugins/index.ts";
import { plannedArtifact, type RecordedRun } from "../record/index.ts";

export type ArtifactMetadata = Omit<ArtifactMetadataShape, "apiVersion" | "kind">;

/** Returns how an artifact was made: component, configuration as written, attempts, digest. */
export function metadataOf(record: RecordedRun, id: string): ArtifactMetadata {
  const planned = plannedArtifact(record, id);
  const state = artifactState(record.state, planned.id);
  const { result } = state;
  const message = messageOf(state);
  const worked = workedFor(state);
  const { method } = planned;
  const { skipped, reused } = inspectionOf(record.plan, record.state, planned.id);
  return {
    run: record.run.id,
    artifact: planned.id,
    status: state.status,
    component:
      "component" in method
        ? { kind: method.component.kind, type: method.component.type, version: method.component.version }
        : null,
    config: planned.config,
    inputs: state.attempts.at(-1)?.inputs ?? planned.inputs.map((artifact) => ({ artifact, digest: null })),
    schema: message?.schema ?? planned.outputSchema,
    digest: message?.digest ?? null,
    bytes: message?.bytes ?? null,
    elements: message?.elements ?? null,
    summary: message?.summary ?? null,
    kept: message?.kept ?? null,
    attempts: state.attempts.length,
    work: workOf(state).map(withRoundTimes),
    startedAt: state.attempts[0]?.startedAt ?? null,
    durationMs: worked === null ? null : Math.round(worked / 1e4) / 100,
    failure: result?.status === "failed" ? result.failure : null,
    skipped,
    reused,
    fingerprint: { ...planned.fingerprint },
  };
}

const round = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 100) / 100);
const withRoundTimes = (row: WorkRow): WorkRow => ({
  ...row,
  startMs: round(row.startMs),
  endMs: round(row.endMs),
  durationMs: round(row.durationMs),
});

/**
 * Returns what an artifact was made from: each input with the digest it had when it was read. Throws
 * WCT_RUN_ARTIFACT_ABSENT.
 */
export function inputsOf({ plan, state, ...record }: RecordedRun, id: string): InputsShape["inputs"] {
  const planned = plannedArtifact({ plan, state, ...record }, id);
  const read = new Map(
    artifactState(state, planned.id)
      .attempts.at(-1)
      ?.inputs.map((one) => [one.artifact, one.digest]),
  );
  return planned.inputs.map((artifact) => {
    const input = artifactState(state, artifact);
    const message = messageOf(input);
    return {
      artifact,
      status: input.status,
      schema: message?.schema ?? plan.artifacts.find((one) => one.id === artifact)?.outputSchema ?? "-",
      elements: message?.elements ?? null,
      bytes: message?.bytes ?? null,
      // The digest at the time of reading: a debug session may have changed the input since.
      digest: read.get(artifact) ?? message?.digest ?? null,
    };
  });
}

/** The schema of an artifact's content, or of the content that was planned. */
export interface ArtifactSchema {
  readonly schema: string;
  /** Null if a plugin defines the schema: the record does not contain it, and reading a run loads no plugin. */
  readonly jsonSchema: JsonObject | null;
}

/** Returns the schema of an artifact. Throws WCT_RUN_ARTIFACT_ABSENT. */
export function schemaOf(record: RecordedRun, id: string): ArtifactSchema {
  const { schema } = inspectionOf(record.plan, record.state, plannedArtifact(record, id).id);
  const known = builtInRegistry().schemas.get(schema)?.jsonSchema;
  return { schema, jsonSchema: known === undefined ? null : withoutSamples(known) };
}
