import type { FieldValues } from "../../formats/index.ts";
import { locationText, type StandardInputItem } from "../../plugin/index.ts";
import { counted, grouped } from "../counted.ts";
import type { NoticeList } from "../notices.ts";
import type { ColumnSample } from "./gather.ts";
import { jsonLines } from "./json-lines.ts";

/** The samples of a table's columns, in the order of the columns. */
export interface SampledTable {
  readonly database: string;
  readonly schema?: string;
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly samples: readonly ColumnSample[];
  readonly rowsRead: number;
  /** Rows of the table; null if they were not counted. */
  readonly total: number | null;
  readonly isEstimated?: boolean;
}

const placeOf = ({ database, schema, table }: SampledTable) => ({
  database,
  ...(schema === undefined ? {} : { schema }),
  table,
});

/** Makes one item of each column's sample. */
export function sampleItems(sampled: SampledTable): StandardInputItem[] {
  const place = placeOf(sampled);
  return sampled.columns.flatMap(({ name, type }, index) => {
    const column = sampled.samples[index];
    if (column === undefined) return [];
    const parts = [...Object.values(place), name];
    const locator = { kind: "column", ...place, column: name } as const;
    const { content, sample, fields } = column;
    if (fields.length > 0) {
      // The cells of a column may have no fields, so of a table that was read in full the records are all there are.
      const rowsTotal = sampled.total !== null && sampled.total > sampled.rowsRead ? sampled.total : null;
      return fields.map(({ field, values }) => fieldItem([...parts, field], { ...locator, field }, values, rowsTotal));
    }
    return itemOf(parts, locator, { content, sample: { type, rows_total: sampled.total, ...sample } });
  });
}

type SampleItem = Pick<StandardInputItem, "locator" | "content" | "sample">;

function itemOf(
  parts: readonly string[],
  locator: SampleItem["locator"],
  { content, sample }: Pick<SampleItem, "content" | "sample">,
): StandardInputItem {
  const id = parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
  return { id, kind: "column_sample", content, locator, sample };
}

/** The type of a field inside a column is not declared. */
function fieldItem(
  parts: readonly string[],
  locator: SampleItem["locator"],
  { distinct, counts, records, present }: FieldValues,
  rowsTotal: number | null,
): StandardInputItem {
  const content = jsonLines(distinct.map((value) => value.toWellFormed()));
  const sample = { type: "", rows_read: records, rows_total: rowsTotal, non_null: present };
  return itemOf(parts, locator, { content, sample: { ...sample, distinct: distinct.length, counts: [...counts] } });
}

/** Which rows were read, when there are more. */
export type ChosenRows = "first" | "random" | "stride";

/** Gives a notice about rows that were not read. */
export function noticeRows(sampled: SampledTable, which: ChosenRows, notices: NoticeList): void {
  const { rowsRead: read, total, isEstimated = false } = sampled;
  const of = total === null ? "" : ` of ${isEstimated ? "about " : ""}${grouped(total)}`;
  const rows = {
    first: `the first ${grouped(read)}${of} rows`,
    random: `${grouped(read)} random rows${of}`,
    stride: `${grouped(read)} evenly spread rows${of}`,
  }[which];
  const what = locationText({ kind: "table", ...placeOf(sampled) });
  const reason = `only ${rows} were read (max_rows_per_table)`;
  notices.add(
    { what, reason, read, ...(total === null ? {} : { total }) },
    "only a part of the rows was read (max_rows_per_table)",
  );
}

/** Gives notices about values that were left out, cut, or not decoded. */
export function noticeValues(sampled: SampledTable, maxCellChars: number, notices: NoticeList): void {
  for (const [index, { name: column }] of sampled.columns.entries()) {
    const sample = sampled.samples[index];
    if (sample === undefined) continue;
    const what = locationText({ kind: "column", ...placeOf(sampled), column });
    for (const { kind, ...notice } of valueNotices(sample, sampled.rowsRead, maxCellChars)) {
      notices.add({ what, ...notice }, kind);
    }
  }
}

interface ValueNotice {
  /** The reason without numbers, if it has any. */
  readonly kind?: string;
  readonly reason: string;
  readonly read?: number;
  readonly total?: number;
}

function* valueNotices(
  { blobs, cut, replaced, isFull, sample }: ColumnSample,
  rowsRead: number,
  most: number,
): Generator<ValueNotice> {
  if (blobs > 0) yield { reason: "binary values are not read", read: 0, total: blobs };
  if (cut > 0) {
    const reason = `${counted(cut, "value was", "values were")} cut to max_cell_chars (${most})`;
    yield { kind: "values were cut (max_cell_chars)", reason };
  }
  if (replaced > 0) {
    const reason = `${counted(replaced, "value has", "values have")} characters that are not valid in the encoding`;
    yield { kind: "values have characters that are not valid in the encoding", reason };
  }
  if (isFull) yield { reason: "the sample grew too long", read: sample.rows_read, total: rowsRead };
}
