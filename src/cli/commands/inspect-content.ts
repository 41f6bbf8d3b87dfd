import { wctError } from "../../diagnostics/index.ts";
import { writeArtifact } from "../wiring/artifact-output.ts";
import { contentOf, plannedArtifact } from "../wiring/record.ts";
import { metadataOf } from "./inspect-making.ts";
import type { Looking } from "./inspect-options.ts";

/** `{ "schema", "content", "metadata" }`. */
export async function showContent(looking: Looking): Promise<void> {
  const { io, store, record, id, options } = looking;
  if (options.head !== undefined || options.offset !== undefined) requireStream(looking);
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
export async function showRaw(looking: Looking): Promise<void> {
  const { io, store, record, id, options } = looking;
  requireStream(looking);
  const reader = await store.artifacts.open(contentOf(record, id).digest);
  const from = options.offset ?? 0;
  const to = options.head === undefined ? undefined : from + options.head;
  for await (const batch of reader.batches(from, to)) {
    await io.stdout.write(batch.map((element) => `${JSON.stringify(element)}\n`).join(""));
  }
}

/** Throws WCT_USAGE: elements are asked for, and there are none to choose from. */
function requireStream({ record, id }: Looking): void {
  const { outputStream, outputSchema } = plannedArtifact(record, id);
  if (outputStream !== null) return;
  throw wctError("WCT_USAGE", {
    message: `artifact "${id}" has no elements: ${outputSchema} is one value`,
    hint: "leave --raw, --head and --offset out, or choose with --path",
  });
}
