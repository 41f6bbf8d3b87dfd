import type { CellField } from "../../formats/index.ts";
import type { StandardInputItem } from "../../plugin/index.ts";
import type { Cell } from "./cell.ts";
import { type ColumnFields, fieldsOfColumns } from "./column-fields.ts";
import { jsonLines } from "./json-lines.ts";

/** The sampled values of one column. */
export interface ColumnSample {
  /** The distinct values in order of appearance, one JSON string per line. */
  readonly content: string;
  readonly sample: Omit<NonNullable<StandardInputItem["sample"]>, "type" | "rows_total">;
  /** Number of values left out because they are binary. */
  readonly blobs: number;
  /** Number of values that were cut. */
  readonly cut: number;
  /** Number of values that contain the replacement character U+FFFD. */
  readonly replaced: number;
  /** Whether the sample ended early because it reached the length limit. */
  readonly isFull: boolean;
  /** The fields inside its values; empty if they are plain values. */
  readonly fields: readonly CellField[];
}

/** Collects the rows of a table, one after another. */
export interface RowGatherer {
  /** Adds a row. A missing cell counts as null. */
  readonly add: (row: readonly Cell[]) => void;
  readonly rows: () => number;
  /** Returns one sample per column, in order. */
  readonly done: () => ColumnSample[];
}

// Limits the size of one item, regardless of the configuration.
const longestContent = 16 * 1024 * 1024;

interface Gathered {
  readonly counts: Map<string, number>;
  length: number;
  rows: number;
  nonNull: number;
  blobs: number;
  cut: number;
  replaced: number;
  isFull: boolean;
}

/** Creates a gatherer for columns of these names. Values longer than `maxCellChars` UTF-16 code units are cut. */
export function gatherRows(columns: readonly string[], maxCellChars: number): RowGatherer {
  const fields = fieldsOfColumns(columns);
  const gathered = columns.map(
    (): Gathered => ({
      ...{ counts: new Map(), length: 0, rows: 0, nonNull: 0 },
      ...{ blobs: 0, cut: 0, replaced: 0, isFull: false },
    }),
  );
  let rows = 0;
  return {
    add(row) {
      rows += 1;
      // Runs for each cell: an iterator over entries takes longer than the rest.
      let index = 0;
      for (const column of gathered) gather(column, row[index++] ?? null, maxCellChars);
      fields.add(row);
    },
    rows: () => rows,
    done: () => gathered.map((column, index) => sampleOf(column, fields.of(index))),
  };
}

function sampleOf(column: Gathered, fields: ReturnType<ColumnFields["of"]>): ColumnSample {
  return {
    content: jsonLines([...column.counts.keys()]),
    sample: {
      rows_read: column.rows,
      non_null: column.nonNull,
      distinct: column.counts.size,
      counts: [...column.counts.values()],
    },
    blobs: column.blobs,
    cut: column.cut,
    replaced: column.replaced,
    isFull: column.isFull,
    fields,
  };
}

function gather(column: Gathered, cell: Cell, most: number): void {
  if (column.isFull) return;
  column.rows += 1;
  if (cell === null) return;
  column.nonNull += 1;
  if (typeof cell !== "string") {
    column.blobs += 1;
    return;
  }
  const value = (cell.length > most ? cutText(cell, most) : cell).toWellFormed();
  if (cell.length > most) column.cut += 1;
  if (value.includes("\uFFFD")) column.replaced += 1;
  const seen = column.counts.get(value);
  column.counts.set(value, (seen ?? 0) + 1);
  if (seen === undefined) column.length += value.length;
  column.isFull = column.length > longestContent;
}

/** Cuts a text without cutting a surrogate pair into halves. */
function cutText(text: string, most: number): string {
  const isPair = (text.codePointAt(most - 1) ?? 0) > 0xffff;
  return text.slice(0, isPair ? most - 1 : most);
}
