import type { FieldPiece, PiecePlace, TextPiece } from "../../formats/index.ts";
import type { StandardInputItem } from "../schemas/index.ts";

/** Returns a function that converts the pieces of a file of `bytes` bytes, and of the files inside it, to items. */
export function itemsOf(bytes: number): (piece: TextPiece | FieldPiece) => StandardInputItem {
  const parts = new Map<string, number>();
  return (piece) => {
    if (piece.kind === "field") return fieldItem(piece);
    const part = (parts.get(piece.path) ?? 0) + 1;
    parts.set(piece.path, part);
    return textItem(piece, { part, bytes });
  };
}

function textItem(
  piece: TextPiece,
  { part, bytes }: { readonly part: number; readonly bytes: number },
): StandardInputItem {
  const { path, text, encoding, overlap, isLast, place } = piece;
  return {
    id: `${path}#${part}`,
    kind: piece.isDocument ? "document" : "text",
    content: text,
    locator: { kind: "file", path, ...placed(place) },
    // Only the last piece knows the number of pieces.
    file: { encoding, bytes, part, parts: isLast ? part : null, overlap },
  };
}

const placed = ({ line, column, offset, page, sheet, row, paragraph }: PiecePlace) => ({
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
  ...(offset === undefined ? {} : { offset }),
  ...(page === undefined ? {} : { page }),
  ...(sheet === undefined ? {} : { sheet }),
  ...(row === undefined ? {} : { row }),
  ...(paragraph === undefined ? {} : { paragraph }),
});

export function fieldItem({ path, sheet, field, values }: FieldPiece): StandardInputItem {
  const { distinct, counts, rows, lines, records, present } = values;
  return {
    id: `${path}#${sheet ?? ""}#${field}`,
    kind: "column_sample",
    content: distinct.map((value) => JSON.stringify(value.toWellFormed())).join("\n"),
    locator: { kind: "field", path, field, ...(sheet === undefined ? {} : { sheet }) },
    sample: {
      ...{ type: "", rows_read: records, rows_total: records, non_null: present, distinct: distinct.length },
      ...{ counts: [...counts], first_rows: [...rows] },
      ...(lines === undefined ? {} : { first_lines: [...lines] }),
    },
  };
}
