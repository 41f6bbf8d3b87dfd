import type { ExportContext } from "../../plugin/index.ts";

/**
 * Writes a message as indented JSON: first the stream, batch by batch, then the rest of the content in recorded order.
 * Keeps one batch in memory, regardless of the total size.
 */
export async function* jsonDocument({
  input,
  stream,
  signal,
}: ExportContext<"any">): AsyncGenerator<string, void, void> {
  yield `{\n  "schema": ${JSON.stringify(input.schema)},\n  "content": {`;
  let separator = "";
  if (stream !== null) {
    yield* streamOf({ key: stream, batches: input.batches(), signal });
    separator = ",";
  }
  for (const [key, value] of Object.entries(await input.rest())) {
    yield `${separator}\n    ${JSON.stringify(key)}: ${indented(value, 4)}`;
    separator = ",";
  }
  const metadata = { artifact: input.artifact, digest: input.digest, elements: input.size };
  yield `${separator === "" ? "" : "\n  "}},\n  "metadata": ${indented(metadata, 2)}\n}\n`;
}

async function* streamOf(stream: {
  readonly key: string;
  readonly batches: AsyncIterable<readonly unknown[]>;
  readonly signal: AbortSignal;
}): AsyncGenerator<string, void, void> {
  yield `\n    ${JSON.stringify(stream.key)}: [`;
  let isEmpty = true;
  for await (const batch of stream.batches) {
    stream.signal.throwIfAborted();
    if (batch.length === 0) continue;
    // Serializing a whole batch is several times faster than single elements. The brackets of the batch are removed.
    yield `${isEmpty ? "" : ","}${indented(batch, 4).slice(1, -"\n    ]".length)}`;
    isEmpty = false;
  }
  yield isEmpty ? "]" : "\n    ]";
}

// JSON escapes line breaks in strings, so every line break here is layout.
function indented(value: unknown, by: number): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${" ".repeat(by)}`);
}
