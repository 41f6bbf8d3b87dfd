import { writeArtifact } from "../wiring/artifact-output.ts";
import { contentOf, plannedArtifact } from "../wiring/record.ts";
import { metadataOf } from "./inspect-making.ts";
import type { Looking } from "./inspect-options.ts";

/** `{ "schema", "content", "metadata" }`. */
export async function showContent({ io, store, record, id, options }: Looking): Promise<void> {
  const reader = await store.artifacts.open(contentOf(record, id).digest);
  await writeArtifact(io, reader, metadataOf(record, id), {
    stream: plannedArtifact(record, id).outputStream,
    offset: options.offset ?? 0,
    head: options.head ?? null,
    cut: io.stdout.isTerminal && !options.json,
    envelope: options.json ?? false,
  });
}

/** Elements as NDJSON. */
export async function showRaw({ io, store, record, id, options }: Looking): Promise<void> {
  const reader = await store.artifacts.open(contentOf(record, id).digest);
  const from = options.offset ?? 0;
  const to = options.head === undefined ? undefined : from + options.head;
  for await (const batch of reader.batches(from, to)) {
    await io.stdout.write(batch.map((element) => `${JSON.stringify(element)}\n`).join(""));
  }
}
