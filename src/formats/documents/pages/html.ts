import type { FileSource, FormatPiece, FormatReader, ReadContext } from "../../piece.ts";
import { isKnownCharset } from "../../sources/index.ts";
import { decodedText, textProblem } from "../../text/index.ts";
import { blockPieces, type TextBlock } from "../parts/index.ts";
import { type HtmlState, type HtmlText, htmlTexts } from "./html-text.ts";

/** Reads the text of HTML pages, with the lines of the source. */
export const htmlReader: FormatReader = {
  format: "html",
  reads: (source) => isHtml(source),
  read: (source, context) => readHtml(source, context),
};

function isHtml({ head, path }: FileSource): boolean {
  const start = Buffer.from(head.subarray(0, 1_024))
    .toString("latin1")
    .replace(/^(\xef\xbb\xbf)?(\s|<\?xml[^>]*>|<!--[\s\S]*?-->)*/, "");
  if (/^<(!doctype html|html|head|body)\b/i.test(start)) return true;
  return /\.(html?|xhtml)$/i.test(path) && start.startsWith("<");
}

async function* readHtml(source: FileSource, context: ReadContext): AsyncGenerator<FormatPiece, void, void> {
  const { encoding, notice } = htmlEncoding(source, context);
  if (notice !== undefined) yield notice;
  if (encoding === undefined) return;
  const lines = new LineCounter();
  const state: HtmlState = {};
  const texts = htmlTexts(lines.watch(decodedText(source, encoding)), state);
  yield* blockPieces(alignedBlocks(texts, lines), { source, format: "html", context });
  if (state.isTooDeep === true) {
    const reason = "elements too deep inside each other; only what is before them is read";
    yield { kind: "notice", path: source.path, reason };
  }
}

/** Bytes that are valid UTF-8 are UTF-8, whatever the page says. */
function htmlEncoding(source: FileSource, context: ReadContext): ReturnType<typeof textProblem> {
  const found = textProblem(source, { ...context, onDecodeError: "replace" });
  const start = Buffer.from(source.head.subarray(0, 4_096)).toString("latin1");
  const [, declared = ""] = /<meta[^>]*charset\s*=\s*["']?([\w:-]+)/i.exec(start) ?? [];
  const isGuessed = found.encoding !== "utf-8" && found.encoding !== undefined;
  const isDeclared = isGuessed && (context.encoding ?? "auto") === "auto" && isKnownCharset(declared);
  return textProblem(source, isDeclared ? { ...context, encoding: declared } : context);
}

/** Tells the lines of offsets that do not decrease, in a text that arrives in pieces. */
class LineCounter {
  readonly #breaks: number[] = [];
  #passed = 0;
  #line = 1;
  #next = 0;

  *watch(pieces: Iterable<string>): Generator<string, void, void> {
    for (const piece of pieces) {
      for (let at = piece.indexOf("\n"); at !== -1; at = piece.indexOf("\n", at + 1)) {
        this.#breaks.push(this.#passed + at);
      }
      this.#passed += piece.length;
      yield piece;
    }
  }

  lineOf(offset: number): number {
    while ((this.#breaks[this.#next] ?? Number.POSITIVE_INFINITY) < offset) {
      this.#next += 1;
      this.#line += 1;
    }
    if (this.#next > 10_000) {
      this.#breaks.splice(0, this.#next);
      this.#next = 0;
    }
    return this.#line;
  }
}

const blockChars = 16_384;
const maxGap = 50;

/** Joins texts so that the lines of a block are those of the source. */
function* alignedBlocks(texts: Iterable<HtmlText>, lines: LineCounter): Generator<TextBlock, void, void> {
  let held = "";
  let first = 1;
  let line = 1;
  for (const { text, offset } of texts) {
    const start = lines.lineOf(offset);
    if (held !== "" && (held.length > blockChars || start - line > maxGap)) {
      yield { text: held, place: { line: first } };
      held = "";
    }
    if (held === "") first = start;
    else held += "\n".repeat(Math.max(1, start - line));
    line = held === "" ? start : Math.max(line + 1, start);
    held += text;
    line += text.split("\n").length - 1;
  }
  if (held !== "") yield { text: held, place: { line: first } };
}
