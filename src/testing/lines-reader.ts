import type { JsonObject, JsonValue, MessageReader, SchemaRef } from "../domain/index.ts";

interface LinesReaderOptions {
  readonly elements: readonly JsonValue[];
  readonly rest: JsonObject;
  /** Approximate number of bytes of a chunk. A chunk ends with a line. */
  readonly chunkSize?: number;
  /** Serializes an element; JSON.stringify by default. */
  readonly write?: (element: JsonValue) => string;
  /** Called with the range of elements that are read. */
  readonly onRead?: (from: number, to: number) => void;
}

/**
 * Creates a reader of a message in memory that behaves like the readers of a store: batches of some elements, bytes in
 * chunks.
 */
export function linesReader(options: LinesReaderOptions): MessageReader {
  const { elements, rest, chunkSize = 200, write = JSON.stringify, onRead } = options;
  const schema = "made_up:1.0.0" as SchemaRef;
  const lines = [...elements.map((element) => write(element)), JSON.stringify({ schema, content: rest })].map(
    (line) => `${line}\n`,
  );
  return {
    schema,
    elements: elements.length,
    bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
    rest: async () => rest,
    async *batches(from = 0, to = elements.length) {
      onRead?.(from, to);
      for (let at = from; at < to; at += 3) {
        yield lines.slice(at, Math.min(at + 3, to)).map((line): JsonValue => JSON.parse(line));
      }
    },
    async *raw() {
      let chunk = "";
      for (const line of lines) {
        chunk += line;
        if (chunk.length < chunkSize) continue;
        yield Buffer.from(chunk);
        chunk = "";
      }
      if (chunk !== "") yield Buffer.from(chunk);
    },
  };
}
