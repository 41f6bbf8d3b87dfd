import type { FormatPiece, PiecePlace, ReadContext } from "../../piece.ts";
import { readTable } from "../../records/index.ts";
import type { TextBlock } from "../parts/index.ts";
import type { SheetRow } from "./xlsx-rows.ts";

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly rows: Iterable<SheetRow>;
}

/** Rows that follow each other are one block of text up to this length. */
const blockChars = 16_384;

/** Empty rows up to this number stay in a block, so that its lines are the rows of the sheet. */
const maxGap = 20;

/**
 * Gives the rows of a sheet as text, one row a line with tabs between the cells; `fields` receives the pieces of its
 * columns when the rows are read.
 */
export function* sheetBlocks(
  { name, rows }: Sheet,
  { path, context, fields }: { readonly path: string; readonly context: ReadContext; readonly fields: FormatPiece[] },
): Generator<TextBlock, void, void> {
  const table = readTable({ path, sheet: name });
  let held: string[] = [];
  let length = 0;
  let first = 0;
  const place = (): PiecePlace => ({ sheet: name, row: first });
  for (const { number, cells } of rows) {
    context.signal.throwIfAborted();
    table.row(cells, number);
    const gap = number - first - held.length;
    if (held.length > 0 && (length >= blockChars || gap > maxGap || gap < 0)) {
      yield { text: held.join("\n"), place: place() };
      held = [];
      length = 0;
    }
    if (held.length === 0) first = number;
    while (first + held.length < number) held.push("");
    const line = cells.map((cell) => (/[\n\r\t]/.test(cell) ? cell.replaceAll(/[\n\r\t]+/g, " ") : cell)).join("\t");
    held.push(line);
    length += line.length + 1;
  }
  if (held.length > 0) yield { text: held.join("\n"), place: place() };
  fields.push(...table.end());
}
