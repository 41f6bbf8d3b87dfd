import type { JsonObject, JsonValue, MessageReader, SchemaRef } from "../domain/index.ts";

export interface LinesReaderOptions {
  readonly elements: readonly JsonValue[];
  readonly rest: JsonObject;
  /** Bytes of a chunk, about; chunks end with a line. */
  readonly chunkSize?: number;
  /** How an element is written; JSON.stringify by default. */
  readonly write?: (element: JsonValue) => string;
  /** Is told which elements are read. */
  readonly onRead?: (from: number, to: number) => void;
}

/** A reader over a message that is made up here, as the store's are: batches of some elements, bytes in chunks. */
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
