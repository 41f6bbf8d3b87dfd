import { posix } from "node:path";
import { hasPart } from "../office/index.ts";
import {
  attributeOf,
  blockPieces,
  type DocumentPackage,
  type Paragraph,
  packageReader,
  paragraphBlocks,
  readXml,
} from "../parts/index.ts";
import { htmlTexts } from "./html-text.ts";

const container = "META-INF/container.xml";

/** Reads books: each chapter, in the order of reading, is a page. */
export const epubReader = packageReader({
  format: "epub",
  reads: (source) => hasPart(source, /^META-INF\/container\.xml$/),
  async *content(document, place) {
    if (document.has("META-INF/rights.xml")) {
      yield { kind: "notice", path: document.path, reason: "protected by digital rights management" };
    }
    yield* blockPieces(paragraphBlocks(chapterTexts(document, packageFile(document))), place);
  },
  properties: (document) => [packageFile(document)],
});

const packageFile = (document: DocumentPackage): string => {
  const [found] = readXml<string>(document.pieces(container), {}, (emit) => ({
    open: (name, attributes) => {
      const path = name === "rootfile" ? attributeOf(attributes, "full-path") : undefined;
      if (path !== undefined) emit(path);
    },
  }));
  return found ?? document.names.find((name) => name.endsWith(".opf")) ?? "";
};

/** Names of the chapters in their order, then pages that the order does not name. */
function chaptersOf(document: DocumentPackage, book: string): readonly string[] {
  const files = new Map<string, string>();
  const spine = readXml<string>(document.pieces(book), {}, (emit) => ({
    open: (name, attributes) => {
      if (name === "item") files.set(attributes["id"] ?? "", decodedPath(attributes["href"] ?? ""));
      const file = name === "itemref" ? files.get(attributes["idref"] ?? "") : undefined;
      if (file !== undefined) emit(posix.join(posix.dirname(book), file));
    },
  }));
  const chapters = new Set([...spine].filter((name) => document.has(name)));
  for (const name of document.names.filter((one) => /\.x?html?$/i.test(one)).toSorted()) chapters.add(name);
  return [...chapters];
}

function* chapterTexts(document: DocumentPackage, book: string): Generator<Paragraph, void, void> {
  for (const [index, chapter] of chaptersOf(document, book).entries()) {
    for (const { text } of htmlTexts(decoded(document.pieces(chapter)))) yield { text, page: index + 1 };
  }
}

function* decoded(pieces: Iterable<Uint8Array>): Generator<string, void, void> {
  const decoder = new TextDecoder();
  for (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
