import type { DatabaseSync } from "node:sqlite";
import {
  type Context,
  locationText,
  type Production,
  type StandardInputItem,
  type StandardInputTable,
  type standardInput,
} from "../../plugin/index.ts";
import {
  nameSelector,
  noticeNothing,
  noticeRows,
  noticeSchemaOnly,
  noticeUnselected,
  noticeValues,
  sampleItems,
} from "../databases/index.ts";
import { incompleteReadNote } from "../incomplete-read.ts";
import { databaseName } from "../locators.ts";
import { type NoticeList, noticeList } from "../notices.ts";
import type { SqliteConfig } from "./config.ts";
import { type OpenDatabase, type OpenOptions, openDatabase } from "./open.ts";
import { chooseRows } from "./sampling.ts";
import { isSqliteError, quoted, reasonOf, resultCode, resultCodes, rowsOf, type SqliteError } from "./sql.ts";
import { describeColumns, type ListedTable, listTables, shownColumns } from "./structure.ts";
import { sampleColumns } from "./values.ts";

type SqliteContext = Context<SqliteConfig>;

/** Reads a database's structure and a sample of each column, table by table in the order of their names. */
export async function* extractDatabase(
  context: SqliteContext,
  options: Omit<OpenOptions, "temporaryFolder"> = { waitMs: 5000 },
): Production<typeof standardInput> {
  const { db, isConsistent, close } = open(context, { ...options, temporaryFolder: context.temporaryFolder });
  try {
    const rest = yield* extractTables(db, context);
    return isConsistent() ? rest : failForChange(context);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return failFor(error, context);
  } finally {
    close();
  }
}

function open(context: SqliteContext, options: OpenOptions): OpenDatabase {
  const { fail, config } = context;
  const shown = config.database_path.shown;
  let result: ReturnType<typeof openDatabase>;
  try {
    result = openDatabase(config.database_path.path, options);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return failFor(error, context);
  }
  switch (result) {
    case "not_a_database":
      return fail("NOT_A_DATABASE", `"${shown}" is not an SQLite database, or it is encrypted`, "Check database_path");
    case "unreadable":
      return fail(
        "DATABASE_UNREADABLE",
        `"${shown}" cannot be read`,
        "Check the permissions of the file, of its -wal and -journal, and of its folder",
      );
    case "no_space_for_copy":
      return fail(
        "DATABASE_UNREADABLE",
        `"${shown}" can only be read from a copy, and there is no space for one in the store's folder`,
        "Free space, choose another folder with --store, or copy the database with its -wal to a folder of your own and open it there once",
      );
    case "changing":
      return failForChange(context);
    default:
      return result;
  }
}

function failForChange({ fail, config }: SqliteContext): never {
  const shown = config.database_path.shown;
  return fail("DATABASE_BUSY", `"${shown}" changed while it was read`, "Try again when less is written to it");
}

function failFor(error: SqliteError, { fail, config }: SqliteContext): never {
  const shown = config.database_path.shown;
  switch (resultCode(error)) {
    case resultCodes.busy:
    case resultCodes.locked:
      return fail("DATABASE_BUSY", `"${shown}" is locked by another program`, "Try again when it has finished writing");
    case resultCodes.corrupt:
      return fail(
        "DATABASE_DAMAGED",
        `"${shown}" is damaged (SQLite: ${reasonOf(error)})`,
        "Restore it, or recover it with `sqlite3 FILE .recover`",
      );
    case resultCodes.notADatabase:
      return fail("NOT_A_DATABASE", `"${shown}" is not an SQLite database, or it is encrypted`, "Check database_path");
    default:
      return fail("DATABASE_UNREADABLE", `"${shown}" cannot be read (SQLite: ${reasonOf(error)})`);
  }
}

/** What reading a table needs. */
interface TableJob {
  readonly table: ListedTable;
  readonly database: string;
  readonly context: SqliteContext;
  readonly notices: NoticeList;
  /** Names of the tables that are read. */
  readonly tables: ReadonlySet<string>;
}

interface TableRead {
  readonly described: StandardInputTable;
  readonly items: readonly StandardInputItem[];
  readonly rowsRead: number;
}

async function* extractTables(db: DatabaseSync, context: SqliteContext): Production<typeof standardInput> {
  const { config, signal, progress } = context;
  const name = databaseName(config.database_path.shown);
  const listed = listTables(db);
  const tables = selected(listed, config.tables);
  const names = new Set(tables.filter(({ kind }) => kind === "table").map((table) => table.name));
  const notices = noticeList(name);
  const described: StandardInputTable[] = [];
  const summary = { items: 0, tables: 0, views: 0, columns: 0, rows: 0 };
  for (const [index, table] of tables.entries()) {
    signal.throwIfAborted();
    progress(index, tables.length);
    const read = readTable(db, { table, database: name, context, notices, tables: names });
    described.push(read.described);
    summary[table.kind === "view" ? "views" : "tables"] += 1;
    summary.columns += read.described.columns.length;
    summary.rows += read.rowsRead;
    summary.items += read.items.length;
    if (read.items.length > 0) yield read.items;
  }
  progress(tables.length, tables.length);
  noticeUnselected(notices, { what: name, property: "tables", read: tables.length, total: listed.length });
  noticeSchemaOnly(notices, { what: name, config, tables: tables.length });
  noticeNothing(notices, { what: name, tables: tables.length });
  const leftOut = incompleteReadNote(notices.counts());
  if (leftOut !== null) context.log.warn(leftOut);
  return {
    name,
    source: { kind: "database", connector: "sqlite", location: config.database_path.shown },
    structure: { databases: [{ name, engine: "sqlite", tables: described }] },
    limits: notices.limits(),
    summary,
  };
}

function selected(tables: readonly ListedTable[], globs: SqliteConfig["tables"]): ListedTable[] {
  const isSelected = nameSelector(globs);
  return tables.filter(({ name }) => isSelected(name));
}

/**
 * Reads one table. A table that cannot be read (a missing module, a damaged page) gives a notice; the others are read.
 */
function readTable(db: DatabaseSync, job: TableJob): TableRead {
  const { table, context, notices } = job;
  let described: StandardInputTable = { name: table.name, kind: table.kind, rows: null, columns: [] };
  try {
    described = { ...described, columns: describeColumns(db, table.name) };
    if (table.kind === "view") return readView(db, job, described);
    const total = countRows(db, table.name);
    described = { ...described, rows: total };
    if (context.config.schema_only) return { described, items: [], rowsRead: 0 };
    return { described, ...readValues(db, job, { columns: described.columns, total }) };
  } catch (error) {
    if (!isSqliteError(error) || resultCode(error) === resultCodes.busy) throw error;
    const what = locationText({ kind: "table", database: job.database, table: table.name });
    notices.add({ what, reason: `cannot be read (SQLite: ${reasonOf(error)})` });
    return { described, items: [], rowsRead: 0 };
  }
}

/**
 * Reads a view. A column that a table has as well is not sampled again, so that nothing is found twice; the others are
 * sampled from the first rows.
 */
function readView(db: DatabaseSync, job: TableJob, view: StandardInputTable): TableRead {
  const shown = shownColumns(db, view.name);
  const columns = view.columns.map((column, index) => {
    const from = shown[index];
    return from === undefined ? column : { ...column, from };
  });
  const described = { ...view, columns };
  const unseen = columns.filter(({ from }) => from === undefined || !job.tables.has(from.table));
  if (job.context.config.schema_only || unseen.length === 0) return { described, items: [], rowsRead: 0 };
  const { items } = readValues(db, job, { columns: unseen, total: null });
  // The rows of a view are made from those of tables, which are counted already.
  return { described, items, rowsRead: 0 };
}

function countRows(db: DatabaseSync, table: string): number {
  const [row] = rowsOf(db, `SELECT count(*) FROM ${quoted(table)}`);
  return Number(row?.[0]);
}

/** Counts the rows of a view, but no more than these: a view may take long to make. */
function countUpTo(db: DatabaseSync, view: string, most: number): number {
  const [row] = rowsOf(db, `SELECT count(*) FROM (SELECT 1 FROM ${quoted(view)} LIMIT ?)`, most);
  return Number(row?.[0]);
}

interface Wanted {
  readonly columns: StandardInputTable["columns"];
  /** Rows of the table; null for a view. */
  readonly total: number | null;
}

function readValues(db: DatabaseSync, job: TableJob, { columns, total }: Wanted): Omit<TableRead, "described"> {
  const { table, database, notices } = job;
  const { config, signal } = job.context;
  const rows = config.max_rows_per_table;
  const found = total ?? countUpTo(db, table.name, rows + 1);
  const sampling = total === null ? "first" : config.sampling;
  const samples = sampleColumns(db, {
    table,
    columns: columns.map((column) => column.name),
    choice: chooseRows(table.name, found, { sampling, seed: config.seed, rows }),
    maxCellChars: config.max_cell_chars,
    signal,
  });
  const rowsRead = Math.min(found, rows);
  const sampled = { database, table: table.name, columns, samples, rowsRead, total };
  if (found > rows) noticeRows(sampled, sampling, notices);
  noticeValues(sampled, config.max_cell_chars, notices);
  return { items: sampleItems(sampled), rowsRead };
}
