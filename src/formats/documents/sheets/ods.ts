import type { FormatPiece, ReadContext } from "../../piece.ts";
import { isEncrypted, isOpenDocument, protectedDocument } from "../office/index.ts";
import {
  blockPieces,
  type DocumentPackage,
  packageReader,
  readXml,
  type TextBlock,
  type XmlState,
} from "../parts/index.ts";
import { type OdsRow, odsRows } from "./ods-rows.ts";
import { sheetBlocks } from "./sheet-pieces.ts";

/** Reads spreadsheets of OpenDocument: each sheet is a table with columns. */
export const odsReader = packageReader({
  format: "ods",
  reads: (source) => isOpenDocument(source, "spreadsheet"),
  async *content(document, place) {
    if (isEncrypted(document)) {
      yield protectedDocument(place.source);
      return;
    }
    const fields: FormatPiece[] = [];
    yield* blockPieces(workbookBlocks(document, place.context, fields), place);
    yield* fields;
  },
  properties: () => ["meta.xml"],
});

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
