import { inputsOf, metadataOf, schemaOf } from "../../../app/inspect/index.ts";
import { plannedArtifact } from "../../../app/record/index.ts";
import type { JsonValue } from "../../../domain/index.ts";
import {
  type ArtifactMetadataShape,
  type ArtifactSchemaShape,
  apiVersion,
  command,
  formatBytes,
  formatCount,
  type InputsShape,
  type LogShape,
  paintStatus,
  renderTable,
  safeText,
} from "../../../render/index.ts";
import { artifactState } from "../../../run/index.ts";
import { palette } from "../../color.ts";
import type { Io } from "../../io.ts";
import { callOf } from "../../output/call.ts";
import { type InspectContext, writeJson } from "./options.ts";

/** Prints how an artifact was made. */
export async function showMetadata({ io, record, id, options }: InspectContext): Promise<void> {
  const made = metadataOf(record, id);
  if (!options.json) return writePretty(io, made);
  await writeJson(io, { apiVersion, kind: "ArtifactMetadata", ...made } satisfies ArtifactMetadataShape);
}

/** Prints what the component logged. */
export async function showLog({ io, record, id, options }: InspectContext): Promise<void> {
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

/**
 * Prints the JSON Schema of its content, or of the planned content. The schema of a plugin is not in the record, and
 * reading a run loads no plugin, so the command that shows it is printed instead.
 */
export async function showSchema({ io, record, id, options }: InspectContext): Promise<void> {
  const planned = plannedArtifact(record, id);
  const { schema, jsonSchema: known } = schemaOf(record, planned.id);
  const show = command(`schemas ${schema}`, callOf(io));
  const elsewhere = `A plugin defines it: \`${show}\` loads the plugins of wct.yaml and shows it.`;
  const jsonSchema = known ?? { $ref: schema, $comment: elsewhere };
  if (!options.json) return writePretty(io, jsonSchema);
  const answer = { apiVersion, kind: "ArtifactSchema", run: record.run.id, artifact: id, schema, jsonSchema } as const;
  await writeJson(io, answer satisfies ArtifactSchemaShape);
}

/** Prints what it was made from: each input with the digest it had when it was read. */
export async function showInputs({ io, record, id, options }: InspectContext): Promise<void> {
  const rows = inputsOf(record, id);
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

const writePretty = (io: Io, value: JsonValue | object): Promise<void> =>
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
