import { join } from "node:path";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, MessageRef, RecordStore } from "../../domain/index.ts";
import {
  createRedactor,
  createThreads,
  createWorkerProducer,
  type WorkerProducer,
  type WrittenFile,
} from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { OutputState } from "../../run/index.ts";
import { systemClock } from "../../store/index.ts";
import { copyOutput } from "./copy-output.ts";
import type { ExportOrigins } from "./origins.ts";
import { outputBasis } from "./output-basis.ts";
import type { ChosenExport } from "./outputs.ts";

export interface ExportBatch {
  readonly producer: Pick<WorkerProducer, "exportArtifact">;
  readonly chosen: readonly ChosenExport[];
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
  readonly originsOf: (artifact: ArtifactId) => ExportOrigins;
  /** Options of the exporters. */
  readonly options?: Readonly<Record<string, string>>;
  /** Absolute path of an existing folder. */
  readonly dir: string;
  readonly signal?: AbortSignal;
  /** Earlier outputs, which are copied instead of made again if they depend on the same; none by default. */
  readonly earlier?: EarlierOutputs;
  /** Called for each output as soon as it is complete. */
  readonly written?: (output: WrittenOutput) => void;
  /**
   * Called for each artifact whose recorded content cannot be read; the others are written. Without it, the first such
   * artifact throws.
   */
  readonly unreadable?: (artifact: ArtifactId, why: string) => void;
}

export interface EarlierOutputs {
  /** The store's key. */
  readonly key: Uint8Array;
  readonly of: (artifact: ArtifactId) => readonly OutputState[];
  /** Returns the absolute path of a file from its path as it was shown. */
  readonly pathOf: (shown: string) => string;
}

export interface WrittenOutput {
  readonly artifact: ArtifactId;
  readonly format: string;
  readonly path: string;
  readonly digest: MessageRef["digest"];
  readonly bytes: number;
  /** See {@link outputBasis}; absent if it is null. */
  readonly basis?: Digest;
}

/** Writes the chosen outputs sequentially, in the given order. */
export async function writeOutputs(batch: ExportBatch): Promise<readonly WrittenOutput[]> {
  const written: WrittenOutput[] = [];
  for (const chosen of batch.chosen) {
    const { artifact, exporter, fileName } = chosen;
    const message = batch.messages.get(artifact);
    if (message === undefined) continue;
    const origins = batch.originsOf(artifact);
    const one: OneOutput = { ...chosen, message, origins, path: join(batch.dir, fileName) };
    const basis =
      batch.earlier === undefined
        ? null
        : outputBasis({ exporter, message, origins, options: batch.options ?? {}, key: batch.earlier.key });
    const made = copiedOutput(batch, one, basis) ?? (await exportedOutput(batch, one));
    if (made === null) continue;
    const { digest, bytes } = made;
    const output = { artifact, format: exporter.type, path: one.path, digest, bytes, ...(basis && { basis }) };
    written.push(output);
    batch.written?.(output);
  }
  return written;
}

interface OneOutput extends ChosenExport {
  readonly message: MessageRef;
  readonly origins: ExportOrigins;
  readonly path: string;
}

/** Copies an earlier output that depends on the same. Returns null if there is none. */
function copiedOutput(
  { earlier }: ExportBatch,
  { artifact, exporter, path }: OneOutput,
  basis: Digest | null,
): OutputState | null {
  if (earlier === undefined || basis === null) return null;
  const known = earlier.of(artifact).find((one) => one.format === exporter.type && one.basis === basis);
  return known !== undefined && copyOutput(earlier.pathOf(known.path), path, known) ? known : null;
}

async function exportedOutput(
  batch: ExportBatch,
  { artifact, exporter, message, origins, path }: OneOutput,
): Promise<WrittenFile | null> {
  return await readable(batch, artifact, () =>
    batch.producer.exportArtifact({
      home: exporter.home,
      type: exporter.type,
      artifact,
      message,
      ...origins,
      options: batch.options ?? {},
      path,
      ...(batch.signal === undefined ? {} : { signal: batch.signal }),
    }),
  );
}

/** Returns null if the content cannot be read and `unreadable` was called. */
async function readable<T>(batch: ExportBatch, artifact: ArtifactId, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const [first] = isWctError(error) && error.code === "WCT_PRODUCE_INPUT_UNREADABLE" ? error.diagnostics : [];
    if (first === undefined || batch.unreadable === undefined) throw error;
    batch.unreadable(artifact, first.message);
    return null;
  }
}

/** Exports from a record, outside a run. */
export async function exportArtifacts(
  request: Omit<ExportBatch, "producer"> & { readonly store: RecordStore; readonly registry: Registry },
): Promise<readonly WrittenOutput[]> {
  const threads = createThreads({ workers: 1, clock: systemClock });
  const producer = createWorkerProducer({
    runner: threads,
    artifacts: request.store.artifacts,
    bindings: new Map(),
    schemas: request.registry.schemas,
    redactor: createRedactor({ secrets: [], environment: [] }),
    clock: systemClock,
  });
  try {
    return await writeOutputs({ ...request, producer });
  } finally {
    await threads.close();
  }
}
