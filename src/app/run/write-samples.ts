import { join } from "node:path";
import type { ArtifactId, JsonValue, MessageRef, RecordStore } from "../../domain/index.ts";
import { makeOutputDir, writePrivateFile } from "../export/index.ts";
import type { Host } from "../host/index.ts";
import { fileStem, shownPath } from "../places/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";

interface WritableSamples {
  /** Absolute path of the folder, which is created if it does not exist. */
  readonly dir: string;
  readonly memory: RecordStore;
  readonly planned: PlannedRunbook;
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
}

/**
 * Writes each sample as a JSON file `{ schema, content }` of mode 0600, in plan order. Throws WCT_EXPORT_WRITE_FAILED.
 */
export async function writeSamples(host: Host, { dir, memory, planned, messages }: WritableSamples) {
  makeOutputDir(dir, null);
  const files: { artifact: string; path: string }[] = [];
  for (const { id, outputStream } of planned.plan.artifacts) {
    const message = messages.get(id);
    if (message === undefined) continue;
    const reader = await memory.artifacts.open(message.digest);
    const elements: JsonValue[] = [];
    if (outputStream !== null) for await (const batch of reader.batches()) elements.push(...batch);
    const stream = outputStream === null ? {} : { [outputStream]: elements };
    const sample = { schema: message.schema, content: { ...stream, ...(await reader.rest()) } };
    const path = join(dir, `${fileStem(id)}.json`);
    const shown = shownPath(host.cwd, path);
    writePrivateFile({ path, shown }, [`${JSON.stringify(sample, null, 2)}\n`]);
    files.push({ artifact: id, path: shown });
  }
  return files;
}
