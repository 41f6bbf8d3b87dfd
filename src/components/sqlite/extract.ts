import type { DatabaseSync } from "node:sqlite";
import {
  type Context,
  type Limits,
  locationText,
  type Production,
  type StandardInputItem,
  type StandardInputTable,
  type standardInput,
} from "../../plugin/index.ts";
import { type ColumnSample, nameSelector } from "../databases/index.ts";
import { countReasons, incompleteReadNote } from "../incomplete-read.ts";
import { databaseName } from "../locators.ts";
import type { SqliteConfig } from "./config.ts";
import { type OpenDatabase, type OpenOptions, openDatabase } from "./open.ts";
import { chooseRows } from "./sampling.ts";
import { isSqliteError, quoted, reasonOf, resultCode, resultCodes, rowsOf, type SqliteError } from "./sql.ts";
import { describeColumns, type ListedTable, listTables } from "./structure.ts";
import { sampleColumns } from "./values.ts";

type SqliteContext = Context<SqliteConfig>;
type Notice = Limits["notices"][number];

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

async function* extractTables(db: DatabaseSync, context: SqliteContext): Production<typeof standardInput> {
  const { config, signal, progress } = context;
  const name = databaseName(config.database_path.shown);
  const tables = selected(listTables(db), config.tables);
  const notices: Notice[] = [];
  const described: StandardInputTable[] = [];
  const summary = { items: 0, tables: 0, views: 0, columns: 0, rows: 0 };
  for (const [index, table] of tables.entries()) {
    signal.throwIfAborted();
    progress(index, tables.length);
    const read = readTable(db, { table, database: name, context });
    notices.push(...read.notices);
    described.push(read.described);
    summary[table.kind === "view" ? "views" : "tables"] += 1;
    summary.columns += read.described.columns.length;
    summary.rows += read.rowsRead;
    summary.items += read.items.length;
    if (read.items.length > 0) yield read.items;
  }
  progress(tables.length, tables.length);
  if (tables.length === 0) context.log.warn("no table was read");
  const leftOut = incompleteReadNote(countReasons(notices));
  if (leftOut !== null) context.log.warn(leftOut);
  return {
    name,
    source: { kind: "database", connector: "sqlite", location: config.database_path.shown },
    structure: { databases: [{ name, engine: "sqlite", tables: described }] },
    limits: { truncated: notices.length > 0, notices },
    summary,
  };
}

function selected(tables: readonly ListedTable[], globs: SqliteConfig["tables"]): ListedTable[] {
  const isSelected = nameSelector(globs);
  return tables.filter(({ name }) => isSelected(name));
}

interface TableRead {
  readonly described: StandardInputTable;
  readonly items: readonly StandardInputItem[];
  readonly notices: readonly Notice[];
  readonly rowsRead: number;
}

interface TableJob {
  readonly table: ListedTable;
  readonly database: string;
  readonly context: SqliteContext;
}

/**
 * Reads one table. A table that cannot be read (a missing module, a damaged page) gives a notice; the others are read.
 */
function readTable(db: DatabaseSync, job: TableJob): TableRead {
  const { table, context } = job;
  let described: StandardInputTable = { name: table.name, kind: table.kind, rows: null, columns: [] };
  try {
    described = { ...described, columns: describeColumns(db, table.name) };
    // Views show the content of tables, so reading them would find everything twice.
    if (table.kind === "view") return { described, items: [], notices: [], rowsRead: 0 };
    const total = countRows(db, table.name);
    described = { ...described, rows: total };
    if (context.config.schema_only) return { described, items: [], notices: [], rowsRead: 0 };
    return readValues(db, { ...job, described, total });
  } catch (error) {
    if (!isSqliteError(error) || resultCode(error) === resultCodes.busy) throw error;
    const notice = {
      what: locationText({ kind: "table", database: job.database, table: table.name }),
      reason: `cannot be read (SQLite: ${reasonOf(error)})`,
    };
    return { described, items: [], notices: [notice], rowsRead: 0 };
  }
}

function countRows(db: DatabaseSync, table: string): number {
  const [row] = rowsOf(db, `SELECT count(*) FROM ${quoted(table)}`);
  return Number(row?.[0]);
}

interface DescribedTable extends TableJob {
  readonly described: StandardInputTable;
  readonly total: number;
}

function readValues(db: DatabaseSync, { table, database, context, described, total }: DescribedTable): TableRead {
  const { config, signal } = context;
  const rows = config.max_rows_per_table;
  const samples = sampleColumns(db, {
    table,
    columns: described.columns.map((column) => column.name),
    choice: chooseRows(table.name, total, { sampling: config.sampling, seed: config.seed, rows }),
    maxCellChars: config.max_cell_chars,
    signal,
  });
  const items: StandardInputItem[] = [];
  const notices: Notice[] = [];
  const rowsRead = Math.min(total, rows);
  if (total > rows) {
    const what = locationText({ kind: "table", database, table: table.name });
    notices.push({ what, reason: `max_rows_per_table (${rows}, ${config.sampling})`, read: rows, total });
  }
  for (const [index, column] of described.columns.entries()) {
    const read = samples[index];
    if (read === undefined) continue;
    const locator = { kind: "column", database, table: table.name, column: column.name } as const;
    items.push({
      id: [database, table.name, column.name].map((part) => encodeURIComponent(part.toWellFormed())).join("/"),
      kind: "column_sample",
      content: read.content,
      locator,
      sample: { type: column.type, rows_total: total, ...read.sample },
    });
    notices.push(...columnNotices(locationText(locator), read, { config, rowsRead }));
  }
  return { described, items, notices, rowsRead };
}

function columnNotices(
  what: string,
  { blobs, cut, isFull, sample }: ColumnSample,
  { config, rowsRead }: { readonly config: SqliteConfig; readonly rowsRead: number },
): Notice[] {
  const notices: Notice[] = [];
  if (blobs > 0) notices.push({ what, reason: "binary values are not read", read: 0, total: blobs });
  if (cut > 0) notices.push({ what, reason: `${cut} values cut to max_cell_chars (${config.max_cell_chars})` });
  if (isFull) notices.push({ what, reason: "the sample grew too long", read: sample.rows_read, total: rowsRead });
  return notices;
}
