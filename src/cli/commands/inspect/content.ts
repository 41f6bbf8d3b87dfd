import { metadataOf } from "../../../app/inspect/index.ts";
import { contentOf, plannedArtifact } from "../../../app/record/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import { writeArtifact } from "../../output/artifact-output.ts";
import type { InspectContext } from "./options.ts";

/** Prints `{ "schema", "content", "metadata" }`. */
export async function showContent(looking: InspectContext): Promise<void> {
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

/** Prints the elements as NDJSON. */
export async function showRaw(looking: InspectContext): Promise<void> {
  const { io, store, record, id, options } = looking;
  requireStream(looking);
  const reader = await store.artifacts.open(contentOf(record, id).digest);
  const from = options.offset ?? 0;
  const to = options.head === undefined ? undefined : from + options.head;
  for await (const batch of reader.batches(from, to)) {
    await io.stdout.writeData(batch.map((element) => `${JSON.stringify(element)}\n`).join(""));
  }
}

/** Throws WCT_USAGE if elements are requested from an artifact without a stream. */
function requireStream({ record, id }: InspectContext): void {
  const { outputStream, outputSchema } = plannedArtifact(record, id);
  if (outputStream !== null) return;
  throw wctError("WCT_USAGE", {
    message: `artifact "${id}" has no elements: ${outputSchema} is a single value`,
    hint: "omit --raw, --head and --offset, or select with --path",
  });
}
