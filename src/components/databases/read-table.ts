import { locationText, type StandardInputItem, type StandardInputTable } from "../../plugin/index.ts";
import { counted } from "../counted.ts";
import { type ColumnSample, gatherRows } from "./gather.ts";
import { grouped, type NoticeList } from "./notices.ts";
import type { RowsRead, ServerContext, ServerSession, ServerTable } from "./session.ts";

interface TableJob<T extends ServerTable> {
  readonly session: ServerSession<T>;
  readonly context: ServerContext;
  readonly notices: NoticeList;
  readonly table: T;
  /** Positions of the columns whose values are wanted. */
  readonly columns: readonly number[];
}

export interface TableResult {
  readonly described: StandardInputTable;
  readonly items: readonly StandardInputItem[];
  readonly rowsRead: number;
}

/** Reads a sample of each column of a table. A problem of the table becomes a notice; other errors are thrown. */
export async function readServerTable<T extends ServerTable>(job: TableJob<T>): Promise<TableResult> {
  const { session, context, notices, table } = job;
  const { described } = table;
  const nothing: TableResult = { described, items: [], rowsRead: 0 };
  if (context.config.schema_only) return nothing;
  if (described.kind === "view" && described.columns.length === 0) {
    const reason = "cannot be read (the server does not list its columns, so the view may be broken)";
    notices.add(reason, { what: placeText(job), reason });
    return nothing;
  }
  const columns = permitted(job);
  if (columns.length === 0) return nothing;
  const gathered = gatherRows(
    columns.map((position) => described.columns[position]?.name ?? ""),
    context.config.max_cell_chars,
  );
  try {
    const read = await session.read(table, columns, gathered.add);
    context.signal.throwIfAborted();
    noticeRows(job, read, gathered.rows());
    return resultOf(job, { columns, read, rows: gathered.rows(), samples: gathered.done() });
  } catch (error) {
    context.signal.throwIfAborted();
    const problem = session.explain(error);
    if (problem?.scope !== "table") throw error;
    notices.add(problem.reason, { what: placeText(job), reason: problem.reason });
    return nothing;
  }
}

const placeOf = <T extends ServerTable>({ session, table }: TableJob<T>) => ({
  database: session.database,
  ...(table.described.schema === undefined ? {} : { schema: table.described.schema }),
  table: table.described.name,
});

const placeText = <T extends ServerTable>(job: TableJob<T>): string => locationText({ kind: "table", ...placeOf(job) });

const noPermission = "the role has no permission to read it";

/** Returns the positions of the wanted columns that the role may read, and gives a notice of the others. */
function permitted<T extends ServerTable>(job: TableJob<T>): readonly number[] {
  const { notices, table, columns } = job;
  const { access, described } = table;
  const denied = columns.filter((index) => access[index] === "denied");
  if (denied.length > 0 && denied.length === columns.length) {
    notices.add(noPermission, { what: placeText(job), reason: noPermission });
    return [];
  }
  for (const index of denied) {
    const what = locationText({ kind: "column", ...placeOf(job), column: described.columns[index]?.name });
    notices.add(noPermission, { what, reason: noPermission });
  }
  return columns.filter((index) => access[index] !== "denied");
}

function noticeRows<T extends ServerTable>(
  job: TableJob<T>,
  { total, isEstimated, hasMore, which }: RowsRead,
  rows: number,
) {
  if (!hasMore) return;
  const of = total === null ? "" : ` of ${isEstimated ? "about " : ""}${grouped(total)}`;
  const read = which === "first" ? `the first ${grouped(rows)}${of} rows` : `${grouped(rows)} random rows${of}`;
  const reason = `only ${read} were read (max_rows_per_table)`;
  job.notices.add("only a part of the rows was read (max_rows_per_table)", {
    ...{ what: placeText(job), reason, read: rows },
    ...(total === null ? {} : { total }),
  });
}

interface Gathered {
  readonly columns: readonly number[];
  readonly read: RowsRead;
  readonly rows: number;
  readonly samples: readonly ColumnSample[];
}

function resultOf<T extends ServerTable>(job: TableJob<T>, { columns, read, rows, samples }: Gathered): TableResult {
  const { described } = job.table;
  const items: StandardInputItem[] = [];
  const place = placeOf(job);
  for (const [index, position] of columns.entries()) {
    const column = described.columns[position];
    const sample = samples[index];
    if (column === undefined || sample === undefined) continue;
    const locator = { kind: "column", ...place, column: column.name } as const;
    const names = [place.database, ...(place.schema === undefined ? [] : [place.schema]), place.table, column.name];
    items.push({
      id: names.map((part) => encodeURIComponent(part.toWellFormed())).join("/"),
      kind: "column_sample",
      content: sample.content,
      locator,
      sample: { type: column.type, rows_total: read.total, ...sample.sample },
    });
    noticeColumn(job, { what: locationText(locator), sample, rows });
  }
  const isCounted = described.kind !== "view" && read.total !== null;
  const counted = isCounted ? { rows: read.total, ...(read.isEstimated ? { rows_estimated: true } : {}) } : {};
  const { rows_estimated: _, ...known } = described;
  return { described: isCounted ? { ...known, ...counted } : described, items, rowsRead: rows };
}

function noticeColumn<T extends ServerTable>(
  { notices, context }: TableJob<T>,
  { what, sample, rows }: { readonly what: string; readonly sample: ColumnSample; readonly rows: number },
): void {
  const { blobs, cut, replaced, isFull } = sample;
  const most = context.config.max_cell_chars;
  if (blobs > 0) {
    const reason = "binary values are not read";
    notices.add(reason, { what, reason, read: 0, total: blobs });
  }
  if (cut > 0) {
    notices.add("values were cut (max_cell_chars)", {
      what,
      reason: `${counted(cut, "value was", "values were")} cut to max_cell_chars (${most})`,
    });
  }
  if (replaced > 0) {
    const reason = `${counted(replaced, "value has", "values have")} characters that are not valid in the encoding`;
    notices.add("values have characters that are not valid in the encoding", { what, reason });
  }
  if (isFull) {
    const reason = "the sample grew too long";
    notices.add(reason, { what, reason, read: sample.sample.rows_read, total: rows });
  }
}
