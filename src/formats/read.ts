import type { FileSource, FormatPiece, FormatReader, NestedFile, NoticePiece, ReadContext } from "./piece.ts";
import { formatReaders } from "./readers.ts";
import { openRecords } from "./records/index.ts";
import { decodedText, textPieces, textProblem } from "./text/index.ts";

/**
 * Reads a file, and the files inside it: texts, fields and notices in the order of the file. The first reader that
 * knows the format reads it; any other file is read as text. Throws only what the source throws, and the reason of an
 * aborted signal.
 */
export async function* readFile(
  source: FileSource,
  context: ReadContext,
  readers: readonly FormatReader[] = formatReaders,
): AsyncGenerator<FormatPiece, void, void> {
  yield* readWithin(source, context, { readers, depth: 0, budget: { bytes: 0, files: 0 } });
}

/** What is known about the files around a file. The budget is shared by all files inside the outermost one. */
interface Surrounding {
  readonly readers: readonly FormatReader[];
  readonly depth: number;
  readonly budget: { bytes: number; files: number };
}

async function* readWithin(
  source: FileSource,
  context: ReadContext,
  around: Surrounding,
): AsyncGenerator<FormatPiece, void, void> {
  const reader = around.readers.find((one) => one.reads(source));
  if (reader === undefined) {
    yield* readText(source, context);
    return;
  }
  for await (const piece of reader.read(source, remaining(context, around))) {
    context.signal.throwIfAborted();
    if (piece.kind === "nested") yield* readNested(piece, context, around);
    else yield piece;
  }
}

/** Readers of archives stop at what is left for all files inside the outermost one. */
function remaining(context: ReadContext, { budget }: Surrounding): ReadContext {
  const { limits } = context;
  const maxUnpackedBytes = Math.max(0, limits.maxUnpackedBytes - budget.bytes);
  const maxNestedFiles = Math.max(0, limits.maxNestedFiles - budget.files);
  return { ...context, limits: { ...limits, maxUnpackedBytes, maxNestedFiles } };
}

async function* readNested(
  { source }: NestedFile,
  context: ReadContext,
  { readers, depth, budget }: Surrounding,
): AsyncGenerator<FormatPiece, void, void> {
  const { limits } = context;
  const leftOut = (reason: string): NoticePiece => ({
    ...{ kind: "notice", path: source.path, reason, read: 0, total: source.size },
  });
  if (depth >= limits.maxDepth) yield leftOut(`more than ${limits.maxDepth} files inside each other`);
  else if (source.size > limits.maxNestedBytes) yield leftOut(`larger than ${limits.maxNestedBytes} bytes`);
  else if (budget.files >= limits.maxNestedFiles) yield leftOut(`more than ${limits.maxNestedFiles} files inside one`);
  else if (budget.bytes + source.size > limits.maxUnpackedBytes) {
    yield leftOut(`more than ${limits.maxUnpackedBytes} bytes inside one file`);
  } else {
    budget.files += 1;
    budget.bytes += source.size;
    yield* readWithin(source, context, { readers, depth: depth + 1, budget });
  }
}

/** Characters from which the form of a text is decided. */
const headCharacters = 64 * 1024;

/** Reads a text in one pass: its pieces, and then the fields of the records that it holds. */
function* readText(source: FileSource, context: ReadContext): Generator<FormatPiece, void, void> {
  const { path } = source;
  const { encoding, notice } = textProblem(source, context);
  if (notice !== undefined) yield notice;
  if (encoding === undefined) return;
  const records = recordsOf(path, decodedText(source, encoding));
  yield* textPieces(records.text(), { path, encoding, limits: context.limits });
  yield* records.end();
}

/** Passes a text on, and reads its records meanwhile. */
function recordsOf(path: string, pieces: Iterable<string>) {
  let reader: ReturnType<typeof openRecords>;
  return {
    *text(): Generator<string, void, void> {
      let held = "";
      let isOpen = false;
      for (const piece of pieces) {
        if (isOpen) reader?.feed(piece);
        else {
          held += piece;
          if (held.length >= headCharacters) {
            reader = openRecords(path, held, false);
            reader?.feed(withoutMark(held));
            isOpen = true;
            held = "";
          }
        }
        yield piece;
      }
      if (isOpen) return;
      reader = openRecords(path, held, true);
      reader?.feed(withoutMark(held));
    },
    end: () => reader?.end() ?? [],
  };
}

const withoutMark = (text: string): string => (text.startsWith("\uFEFF") ? text.slice(1) : text);
