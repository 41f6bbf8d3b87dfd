import type { JsonValue, PlannedArtifact } from "../../domain/index.ts";
import {
  type ArtifactMetadataShape,
  type ArtifactSchemaShape,
  apiVersion,
  formatBytes,
  formatCount,
  type InputsShape,
  type LogShape,
  paintStatus,
  renderTable,
  safeText,
} from "../../render/index.ts";
import { artifactState, inspectionOf, messageOf, workedFor } from "../../run/index.ts";
import type { Io } from "../io.ts";
import { plannedArtifact, type RecordedRun } from "../wiring/record.ts";
import { builtInRegistry } from "../wiring/registry.ts";
import { type Looking, writeJson } from "./inspect-options.ts";
import { palette } from "./runs.ts";

/** How an artifact was made. */
export async function showMetadata({ io, record, id, options }: Looking): Promise<void> {
  const made = metadataOf(record, id);
  if (!options.json) return spread(io, made);
  await writeJson(io, { apiVersion, kind: "ArtifactMetadata", ...made } satisfies ArtifactMetadataShape);
}

/** What the component logged. */
export async function showLog({ io, record, id, options }: Looking): Promise<void> {
  const planned = plannedArtifact(record, id);
  const { notes } = artifactState(record.state, planned.id);
  if (options.json) {
    const lines = notes.map(({ at, level, text }) => ({ at, level, text }));
    const answer = { apiVersion, kind: "Log", run: record.run.id, artifact: planned.id, notes: lines } as const;
    return writeJson(io, answer satisfies LogShape);
  }
  for (const note of notes) await io.stdout.write(`${note.at}  ${note.level.padEnd(5)}  ${safeText(note.text)}\n`);
  if (notes.length === 0) await io.stderr.write(`artifact "${id}" logged nothing\n`);
}

/** The JSON Schema of its content, or of what it was to hold, where that is built in. */
export async function showSchema({ io, record, id, options }: Looking): Promise<void> {
  const planned = plannedArtifact(record, id);
  const { schema } = inspectionOf(record.plan, record.state, planned.id);
  const jsonSchema = builtInRegistry().schemas.get(schema)?.jsonSchema ?? { $ref: schema };
  if (!options.json) return spread(io, jsonSchema);
  const answer = { apiVersion, kind: "ArtifactSchema", run: record.run.id, artifact: id, schema, jsonSchema } as const;
  await writeJson(io, answer satisfies ArtifactSchemaShape);
}

/** What it was made from: each input with what it held when it was read. */
export async function showInputs({ io, record, id, options }: Looking): Promise<void> {
  const rows = inputRows(record, plannedArtifact(record, id));
  if (options.json) {
    const answer = { apiVersion, kind: "Inputs", run: record.run.id, artifact: id, inputs: rows } as const;
    return writeJson(io, answer satisfies InputsShape);
  }
  if (rows.length === 0) return io.stderr.write(`artifact "${id}" has no inputs\n`);
  const style = palette(io, options);
  const columns = [
    { title: "input" },
    { title: "status" },
    { title: "elements", align: "right" },
    { title: "bytes", align: "right" },
    { title: "schema" },
    { title: "digest" },
  ] as const;
  const cells = rows.map((row) => [
    row.artifact,
    paintStatus(row.status, style),
    formatCount(row.elements),
    formatBytes(row.bytes),
    row.schema,
    row.digest?.slice(0, 12) ?? "-",
  ]);
  await io.stdout.write(`${renderTable(columns, cells)}\n`);
}

function inputRows({ plan, state }: RecordedRun, planned: PlannedArtifact) {
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
      // As it was when it was read: a debug session may have changed it since.
      digest: read.get(artifact) ?? message?.digest ?? null,
    };
  });
}

type Metadata = Omit<ArtifactMetadataShape, "apiVersion" | "kind">;

/** How an artifact was made: component, configuration as written, attempts, digest. */
export function metadataOf(record: RecordedRun, id: string): Metadata {
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
    startedAt: state.attempts[0]?.startedAt ?? null,
    durationMs: worked === null ? null : Math.round(worked / 1e4) / 100,
    failure: result?.status === "failed" ? result.failure : null,
    skipped,
    reused,
    fingerprint: { ...planned.fingerprint },
  };
}

const spread = (io: Io, value: JsonValue | object): Promise<void> =>
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
