import { createReadStream } from "node:fs";

/** One row under the header: its fields with the names of their columns. */
export interface Row {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The file ends within a quoted field of this row. */
  readonly unclosed: boolean;
}

export interface ReadOptions {
  readonly delimiter: string;
  readonly signal: AbortSignal;
}

/** The rows of a CSV file (RFC 4180), one after the other: a file larger than the memory goes through. */
export async function* readRows(path: string, { delimiter, signal }: ReadOptions): AsyncGenerator<Row, void, void> {
  const chunks = createReadStream(path, { encoding: "utf8", signal });
  let header: readonly string[] | undefined;
  for await (const { line, values, unclosed } of records(chunks, delimiter)) {
    if (header === undefined && !unclosed) header = values;
    else
      yield { line, unclosed, fields: values.map((value, i) => ({ name: header?.[i] ?? `column ${i + 1}`, value })) };
  }
}

interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
  readonly unclosed: boolean;
}

async function* records(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord, void, void> {
  let [line, begun] = [1, 1];
  let [values, value]: [string[], string] = [[], ""];
  let state: "plain" | "quoted" | "quote" = "plain";
  let first = true;
  for await (const chunk of chunks) {
    for (const char of first ? chunk.replace(/^\uFEFF/, "") : chunk) {
      if (char === "\n") line += 1;
      if (state === "quoted") {
        if (char === '"') state = "quote";
        else value += char;
      } else if (char === '"' && (state === "quote" || value === "")) {
        // A doubled quote within quotes stands for one.
        if (state === "quote") value += char;
        state = "quoted";
      } else if (char === delimiter) {
        values.push(value);
        [value, state] = ["", "plain"];
      } else if (char === "\n") {
        if (values.length > 0 || value !== "") yield { line: begun, values: [...values, value], unclosed: false };
        [values, value, state, begun] = [[], "", "plain", line];
      } else if (char !== "\r") value += char;
    }
    first = false;
  }
  const unclosed = state === "quoted";
  if (unclosed || values.length > 0 || value !== "") yield { line: begun, values: [...values, value], unclosed };
}
