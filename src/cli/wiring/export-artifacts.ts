import { join } from "node:path";
import type { ArtifactId, MessageRef, RecordStore } from "../../domain/index.ts";
import { createRedactor, createThreads, createWorkerProducer, type WorkerProducer } from "../../executor/index.ts";
import type { Origin } from "../../plugin/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "./clock.ts";
import type { ChosenExport } from "./outputs.ts";

export interface ExportBatch {
  readonly producer: Pick<WorkerProducer, "exportArtifact">;
  readonly chosen: readonly ChosenExport[];
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
  readonly originsOf: (artifact: ArtifactId) => readonly Origin[];
  /** Absolute; exists. */
  readonly dir: string;
  readonly signal?: AbortSignal;
  /** Told of each as soon as it is in its place. */
  readonly written?: (output: WrittenOutput) => void;
}

export interface WrittenOutput {
  readonly artifact: ArtifactId;
  readonly format: string;
  readonly path: string;
  readonly digest: MessageRef["digest"];
  readonly bytes: number;
}

/** Writes each chosen output, one after the other, in the order given. */
export async function writeOutputs(batch: ExportBatch): Promise<readonly WrittenOutput[]> {
  const written: WrittenOutput[] = [];
  for (const { artifact, exporter, fileName } of batch.chosen) {
    const message = batch.messages.get(artifact);
    if (message === undefined) continue;
    const path = join(batch.dir, fileName);
    const { digest, bytes } = await batch.producer.exportArtifact({
      home: exporter.home,
      type: exporter.type,
      artifact,
      message,
      origins: batch.originsOf(artifact),
      path,
      ...(batch.signal === undefined ? {} : { signal: batch.signal }),
    });
    const output = { artifact, format: exporter.type, path, digest, bytes };
    written.push(output);
    batch.written?.(output);
  }
  return written;
}

/** Exports from a record, outside any run. */
export async function exportArtifacts(
  request: Omit<ExportBatch, "producer"> & { readonly store: RecordStore; readonly registry: Registry },
): Promise<readonly WrittenOutput[]> {
  const threads = createThreads({ workers: 1, clock: systemClock });
  const producer = createWorkerProducer({
    threads,
    workers: 1,
    artifacts: request.store.artifacts,
    bindings: new Map(),
    schemas: request.registry.schemas,
    redactor: createRedactor({ secrets: [], environment: [] }),
    clock: systemClock,
  });
  try {
    return await writeOutputs({ ...request, producer });
  } finally {
    await producer.close();
  }
}
