import type { ExportContext } from "../../plugin/index.ts";

const pieceChars = 65_536;

/**
 * A message as indented JSON, piece by piece: the stream first, element by element, then the rest of the content, in
 * the order of the record. Holds one piece, whatever the size.
 */
export async function* jsonDocument({
  input,
  stream,
  signal,
}: ExportContext<"any">): AsyncGenerator<string, void, void> {
  yield `{\n  "schema": ${JSON.stringify(input.schema)},\n  "content": {`;
  let separator = "";
  if (stream !== null) {
    yield* streamOf({ key: stream, elements: input.elements(), signal });
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
  readonly elements: AsyncIterable<unknown>;
  readonly signal: AbortSignal;
}): AsyncGenerator<string, void, void> {
  let piece = `\n    ${JSON.stringify(stream.key)}: [`;
  let isEmpty = true;
  for await (const element of stream.elements) {
    stream.signal.throwIfAborted();
    piece += `${isEmpty ? "" : ","}\n      ${indented(element, 6)}`;
    isEmpty = false;
    if (piece.length < pieceChars) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}${isEmpty ? "" : "\n    "}]`;
}

// Within JSON a line break is always layout: in a string it is escaped.
function indented(value: unknown, by: number): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${" ".repeat(by)}`);
}
