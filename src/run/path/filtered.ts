import { wctError } from "../../diagnostics/index.ts";
import type { JsonValue, MessageReader } from "../../domain/index.ts";
import type { Filter } from "./parts.ts";
import { LineSearch, necessaryTexts } from "./prefilter.ts";
import type { Indexed } from "./ranges.ts";

/** Elements that are looked at together: as many as a filter decides on, or the bytes that hold them. */
export interface Sifted {
  readonly kept: readonly Indexed[];
  /** How many were looked at, kept or not. */
  readonly passed: number;
}

/**
 * Every element that a filter may let pass, in order: what it surely does not is left out unparsed, where the filter
 * names texts that must be there.
 */
export function sift(reader: MessageReader, filter: Filter): AsyncGenerator<Sifted> {
  const texts = necessaryTexts(filter);
  return texts === null ? everything(reader) : lines(reader, texts);
}

async function* everything(reader: MessageReader): AsyncGenerator<Sifted> {
  let passed = 0;
  for await (const batch of reader.batches()) {
    const from = passed;
    passed += batch.length;
    yield { kept: batch.map((value, i): Indexed => [from + i, value]), passed };
  }
}

async function* lines(reader: MessageReader, texts: readonly string[]): AsyncGenerator<Sifted> {
  const search = new LineSearch(texts);
  const elements = reader.elements ?? 0;
  let passed = 0;
  let open: Buffer = Buffer.alloc(0);
  for await (const bytes of reader.raw()) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const all = open.length === 0 ? chunk : Buffer.concat([open, chunk]);
    const end = all.lastIndexOf(10) + 1;
    open = all.subarray(end);
    const kept: Indexed[] = [];
    const from = passed;
    passed += search.forEach(all.subarray(0, end), (line, number) => {
      // The last line is no element: it holds the rest.
      if (from + number < elements) kept.push([from + number, parsed(line)]);
    });
    yield { kept, passed: Math.min(passed, elements) };
  }
}

/** A SyntaxError quotes the text it stumbled over, which is content: it must not get out. */
function parsed(line: string): JsonValue {
  try {
    return JSON.parse(line);
  } catch {
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: "an element of the artifact is not JSON",
      hint: "run `wct verify` to see what else is damaged",
    });
  }
}
