import { locationText, type StandardInputItem, type StandardInputTable } from "../../plugin/index.ts";
import type { NoticeList } from "../notices.ts";
import { type ColumnSample, gatherRows } from "./gather.ts";

import type { RowsRead, ServerContext, ServerSession, ServerTable } from "./session.ts";
import { noticeRows, noticeValues, type SampledTable, sampleItems } from "./table-items.ts";

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
    notices.add({ what: placeText(job), reason });
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
    return resultOf(job, { columns, read, rows: gathered.rows(), samples: gathered.done() });
  } catch (error) {
    context.signal.throwIfAborted();
    const problem = session.explain(error);
    if (problem?.scope !== "table") throw error;
    notices.add({ what: placeText(job), reason: problem.reason });
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
    notices.add({ what: placeText(job), reason: noPermission });
    return [];
  }
  for (const index of denied) {
    const what = locationText({ kind: "column", ...placeOf(job), column: described.columns[index]?.name });
    notices.add({ what, reason: noPermission });
  }
  return columns.filter((index) => access[index] !== "denied");
}

interface Gathered {
  readonly columns: readonly number[];
  readonly read: RowsRead;
  readonly rows: number;
  readonly samples: readonly ColumnSample[];
}

function resultOf<T extends ServerTable>(job: TableJob<T>, { columns, read, rows, samples }: Gathered): TableResult {
  const { context, notices, table } = job;
  const { described } = table;
  const { total, isEstimated } = read;
  const sampled: SampledTable = {
    ...placeOf(job),
    columns: columns.flatMap((position) => described.columns[position] ?? []),
    ...{ samples, rowsRead: rows, total, isEstimated },
  };
  if (read.hasMore) noticeRows(sampled, read.which, notices);
  noticeValues(sampled, context.config.max_cell_chars, notices);
  const isCounted = described.kind !== "view" && total !== null;
  const counted = isCounted ? { rows: total, ...(isEstimated ? { rows_estimated: true } : {}) } : {};
  const { rows_estimated: _, ...known } = described;
  return { described: isCounted ? { ...known, ...counted } : described, items: sampleItems(sampled), rowsRead: rows };
}
