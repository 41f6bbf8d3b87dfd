import type { JsonValue, MessageReader } from "../../domain/index.ts";
import { renderRunSummary, runJson, safeText } from "../../render/index.ts";
import { artifactState, messageOf, workedFor } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { writeArtifact } from "../wiring/artifact-output.ts";
import { contentOf, plannedArtifact, type RecordedRun, readRecord, viewOf } from "../wiring/record.ts";
import { builtInRegistry } from "../wiring/registry.ts";
import { resolveRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";
import { palette } from "./runs.ts";

export interface InspectOptions extends GlobalOptions {
  readonly head?: number;
  readonly offset?: number;
  readonly raw?: boolean;
  readonly meta?: boolean;
  readonly log?: boolean;
  readonly schema?: boolean;
}

/** `wct inspect RUN [ARTIFACT]`. Loads no plugin's code and executes nothing. */
export async function inspect(
  io: Io,
  reference: string,
  id: string | undefined,
  options: InspectOptions,
): Promise<number> {
  await using store = await readStore(io, options.store);
  const record = await readRecord(store, await resolveRun(store.executions, reference));
  if (id === undefined) {
    const view = viewOf(record);
    const text = options.json ? JSON.stringify(runJson(view)) : renderRunSummary(view, palette(io, options), options);
    await io.stdout.write(`${text}\n`);
    return 0;
  }
  if (options.log) return showLog(io, record, id);
  if (options.meta) return show(io, metadata(record, id));
  const message = contentOf(record, id);
  if (options.schema)
    return show(io, builtInRegistry().schemas.get(message.schema)?.jsonSchema ?? { $ref: message.schema });
  const reader = await store.artifacts.open(message.digest);
  if (options.raw) return showRaw(io, reader, options);
  await writeArtifact(io, reader, metadata(record, id), {
    stream: plannedArtifact(record, id).outputStream,
    offset: options.offset ?? 0,
    head: options.head ?? null,
    cut: io.stdout.isTerminal && !options.json,
    envelope: options.json ?? false,
  });
  return 0;
}

async function show(io: Io, value: JsonValue | object): Promise<number> {
  await io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  return 0;
}

async function showRaw(io: Io, reader: MessageReader, options: InspectOptions): Promise<number> {
  const from = options.offset ?? 0;
  const to = options.head === undefined ? undefined : from + options.head;
  for await (const batch of reader.batches(from, to)) {
    await io.stdout.write(batch.map((element) => `${JSON.stringify(element)}\n`).join(""));
  }
  return 0;
}

async function showLog(io: Io, record: RecordedRun, id: string): Promise<number> {
  const { notes } = artifactState(record.state, plannedArtifact(record, id).id);
  for (const note of notes) await io.stdout.write(`${note.at}  ${note.level.padEnd(5)}  ${safeText(note.text)}\n`);
  if (notes.length === 0) await io.stderr.write(`artifact "${id}" logged nothing\n`);
  return 0;
}

/** How an artifact was made: component, configuration as written, attempts, digest. */
function metadata(record: RecordedRun, id: string) {
  const planned = plannedArtifact(record, id);
  const state = artifactState(record.state, planned.id);
  const { result } = state;
  const message = messageOf(state);
  const worked = workedFor(state);
  const { method } = planned;
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
    fingerprint: planned.fingerprint,
  };
}
