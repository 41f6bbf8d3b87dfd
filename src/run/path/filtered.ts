import { wctError } from "../../diagnostics/index.ts";
import type { JsonValue, MessageReader } from "../../domain/index.ts";
import type { Filter } from "./parts.ts";
import { LineSearch, necessaryTexts } from "./prefilter.ts";
import type { Indexed } from "./ranges.ts";

/** Elements that a filter may accept, from one batch of the reader or one chunk of its bytes. */
interface CandidateBatch {
  readonly kept: readonly Indexed[];
  /** Number of elements read so far, including skipped ones. */
  readonly passed: number;
}

/**
 * Reads, in order, every element that a filter may accept. If every accepted element must contain certain texts, lines
 * without them are skipped unparsed.
 */
export function readCandidates(reader: MessageReader, filter: Filter): AsyncGenerator<CandidateBatch> {
  const texts = necessaryTexts(filter);
  return texts === null ? everything(reader) : lines(reader, texts);
}

async function* everything(reader: MessageReader): AsyncGenerator<CandidateBatch> {
  let passed = 0;
  for await (const batch of reader.batches()) {
    const from = passed;
    passed += batch.length;
    yield { kept: batch.map((value, i): Indexed => [from + i, value]), passed };
  }
}

async function* lines(reader: MessageReader, texts: readonly string[]): AsyncGenerator<CandidateBatch> {
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
      // The last line is not an element. It contains the rest.
      if (from + number < elements) kept.push([from + number, parsed(line)]);
    });
    yield { kept, passed: Math.min(passed, elements) };
  }
}

/** Parses a line. The message of a SyntaxError quotes the invalid text, which is content, so the error is replaced. */
function parsed(line: string): JsonValue {
  try {
    return JSON.parse(line);
  } catch {
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: "an element of the artifact is not JSON",
      hint: "run `wct verify` to list all damage",
    });
  }
}
