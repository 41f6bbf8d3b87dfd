import { join } from "node:path";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, MessageRef, RecordStore } from "../../domain/index.ts";
import { createRedactor, createThreads, createWorkerProducer, type WorkerProducer } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "../../store/index.ts";
import type { ExportOrigins } from "./origins.ts";
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
  /** Called for each output as soon as it is complete. */
  readonly written?: (output: WrittenOutput) => void;
  /**
   * Called for each artifact whose recorded content cannot be read; the others are written. Without it, the first such
   * artifact throws.
   */
  readonly unreadable?: (artifact: ArtifactId, why: string) => void;
}

export interface WrittenOutput {
  readonly artifact: ArtifactId;
  readonly format: string;
  readonly path: string;
  readonly digest: MessageRef["digest"];
  readonly bytes: number;
}

/** Writes the chosen outputs sequentially, in the given order. */
export async function writeOutputs(batch: ExportBatch): Promise<readonly WrittenOutput[]> {
  const written: WrittenOutput[] = [];
  for (const { artifact, exporter, fileName } of batch.chosen) {
    const message = batch.messages.get(artifact);
    if (message === undefined) continue;
    const path = join(batch.dir, fileName);
    const made = await readable(batch, artifact, () =>
      batch.producer.exportArtifact({
        home: exporter.home,
        type: exporter.type,
        artifact,
        message,
        ...batch.originsOf(artifact),
        options: batch.options ?? {},
        path,
        ...(batch.signal === undefined ? {} : { signal: batch.signal }),
      }),
    );
    if (made === null) continue;
    const output = { artifact, format: exporter.type, path, digest: made.digest, bytes: made.bytes };
    written.push(output);
    batch.written?.(output);
  }
  return written;
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
