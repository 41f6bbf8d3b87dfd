import { importOptionalPackage } from "../../../files/index.ts";
import type { FieldPiece, FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../../piece.ts";
import { bufferSource, nestedPath, wholeBytes } from "../../sources/index.ts";
import { blockPieces, namedValues, type TextBlock } from "../parts/index.ts";
import { openPdf, type PdfDocument, type PdfPage } from "./pdf-library.ts";

const maxBytes = 256 * 1024 * 1024;
const packageName = "unpdf";

type ImportPackage = typeof importOptionalPackage;

/** Reads the text of PDF documents page by page, with notes, filled-in forms and attachments. */
export const pdfReaderWith = (importPackage: ImportPackage): FormatReader => ({
  format: "pdf",
  needs: packageName,
  // Programs accept up to 1,024 bytes before the signature.
  reads: ({ head }) => Buffer.from(head.subarray(0, 1_029)).includes("%PDF-"),
  read: (source, context) => readPdf(source, context, importPackage),
});

export const pdfReader: FormatReader = pdfReaderWith(importOptionalPackage);

async function* readPdf(
  source: FileSource,
  context: ReadContext,
  importPackage: ImportPackage,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const notice = (reason: string): FormatPiece => ({
    ...{ kind: "notice", path: source.path, reason, read: 0, total: source.size },
  });
  const library = await importPackage(packageName);
  if ("missing" in library) {
    yield notice(`PDF document: needs the package ${packageName} (npm install ${packageName})`);
    return;
  }
  const bytes = wholeBytes(source.pieces(), maxBytes);
  if (bytes === undefined) {
    yield notice(`PDF document larger than ${maxBytes} bytes`);
    return;
  }
  const opened = await openPdf(library, Uint8Array.from(bytes));
  if ("fault" in opened) {
    yield notice(opened.fault);
    return;
  }
  try {
    yield* documentPieces(opened.document, source, context);
  } finally {
    await opened.document.destroy();
  }
}

async function* documentPieces(
  document: PdfDocument,
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const tally: PageTally = { empty: 0, damaged: 0 };
  yield* blockPieces(pageBlocks(document, tally), { source, format: "pdf", context });
  yield* await properties(document, source.path);
  for (const { filename, content } of await document.attachments()) {
    yield { kind: "nested", source: bufferSource(nestedPath(source.path, filename), content) };
  }
  const total = document.pages;
  const read = total - tally.empty - tally.damaged;
  if (tally.empty > 0) {
    const reason = `pages without text: ${tally.empty} of ${total} (scanned images?)`;
    yield { kind: "notice", path: source.path, reason, read, total };
  }
  if (tally.damaged > 0) {
    const reason = `damaged pages: ${tally.damaged} of ${total}`;
    yield { kind: "notice", path: source.path, reason, read, total };
  }
}

interface PageTally {
  empty: number;
  damaged: number;
}

/** A damaged document may claim any number of pages. */
const mostDamaged = 100;

async function* pageBlocks(document: PdfDocument, tally: PageTally): AsyncGenerator<TextBlock, void, void> {
  for (let number = 1; number <= document.pages; number += 1) {
    const page: PdfPage | undefined = tally.damaged < mostDamaged ? await document.page(number) : undefined;
    if (page === undefined) {
      tally.damaged = tally.damaged < mostDamaged ? tally.damaged + 1 : document.pages - number + 1 + mostDamaged;
      if (tally.damaged > mostDamaged) return;
      continue;
    }
    if (page.text.trim() === "") tally.empty += 1;
    const text = [page.text, ...page.notes].filter((part) => part !== "").join("\n");
    yield { text, place: { page: number } };
  }
}

const propertyNames: Readonly<Record<string, string>> = {
  Author: "creator",
  Title: "title",
  Subject: "subject",
  Keywords: "keywords",
};

async function properties(document: PdfDocument, path: string): Promise<Iterable<FieldPiece>> {
  const info = await document.info();
  const named = Object.entries(propertyNames).flatMap(([key, name]) => {
    const value = info[key];
    return typeof value === "string" && value.trim() !== "" ? [[name, value.trim()] as const] : [];
  });
  return namedValues(path, new Map(named));
}
