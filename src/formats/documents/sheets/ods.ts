import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../../piece.ts";
import { isEncrypted, isOpenDocument } from "../office/index.ts";
import {
  blockPieces,
  DocumentPackage,
  propertyPieces,
  readXml,
  type TextBlock,
  type XmlState,
} from "../parts/index.ts";
import { type OdsRow, odsRows } from "./ods-rows.ts";
import { sheetBlocks } from "./sheet-pieces.ts";

/** Reads spreadsheets of OpenDocument: each sheet is a table with columns. */
export const odsReader: FormatReader = {
  format: "ods",
  reads: (source) => isOpenDocument(source, "spreadsheet"),
  read: (source, context) => readOds(source, context),
};

async function* readOds(
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const document = DocumentPackage.open(source, context);
  if (!(document instanceof DocumentPackage)) {
    yield document;
    return;
  }
  if (isEncrypted(document)) {
    yield { kind: "notice", path: source.path, reason: "protected by a password", read: 0, total: source.size };
    return;
  }
  const fields: FormatPiece[] = [];
  yield* blockPieces(workbookBlocks(document, context, fields), { source, format: "ods", context });
  yield* fields;
  yield* propertyPieces(document, ["meta.xml"]);
  yield* document.notices();
}

function* workbookBlocks(
  document: DocumentPackage,
  context: ReadContext,
  fields: FormatPiece[],
): Generator<TextBlock, void, void> {
  const state: XmlState = {};
  const rows = readXml<OdsRow>(document.pieces("content.xml"), state, odsRows);
  for (const { name, rows: ofSheet } of bySheet(rows)) {
    yield* sheetBlocks({ name, rows: ofSheet }, { path: document.path, context, fields });
  }
  if (state.fault !== undefined) document.fail();
}

/** Cuts the rows where another sheet begins. The rows of one sheet are to be read before the next one is asked for. */
function* bySheet(rows: Iterator<OdsRow>): Generator<{ readonly name: string; readonly rows: Iterable<OdsRow> }> {
  let next = rows.next();
  while (next.done !== true) {
    const { sheet } = next.value;
    const ofSheet = function* (): Generator<OdsRow, void, void> {
      while (next.done !== true && next.value.sheet === sheet) {
        yield next.value;
        next = rows.next();
      }
    };
    yield { name: sheet, rows: ofSheet() };
  }
}
