import { locationText, type Production, type StandardInputTable, type standardInput } from "../../plugin/index.ts";
import { incompleteReadNote } from "../incomplete-read.ts";
import { type NoticeList, noticeList } from "../notices.ts";
import { nameSelector } from "./globs.ts";
import { noticeNothing, noticeSchemaOnly, noticeUnselected } from "./notices.ts";
import { readServerTable, type TableResult } from "./read-table.ts";
import type { ServerContext, ServerSession, ServerTable } from "./session.ts";
import { columnKey, unseenColumns } from "./views.ts";

interface ServerSource<T extends ServerTable> {
  readonly session: ServerSession<T>;
  readonly context: ServerContext;
  readonly connector: string;
  /** How the server is shown in content. */
  readonly location: string;
}

/**
 * Reads the structure of a database and a sample of each column, table by table. A table that cannot be read gives a
 * notice; a problem of the server ends the work with a failure.
 */
export async function* extractServer<T extends ServerTable>(source: ServerSource<T>): Production<typeof standardInput> {
  const { session, context } = source;
  try {
    return yield* extractTables(source);
  } catch (error) {
    context.signal.throwIfAborted();
    const problem = session.explain(error);
    if (problem === undefined) throw error;
    if (problem.scope === "table") return context.fail("DATABASE_UNREADABLE", problem.reason);
    return context.fail(problem.code, problem.text, problem.hint);
  } finally {
    await session.close();
  }
}

async function* extractTables<T extends ServerTable>(source: ServerSource<T>): Production<typeof standardInput> {
  const { session, context, connector, location } = source;
  const { log, signal, progress } = context;
  log.info(session.facts);
  const notices = noticeList(session.database);
  const tables = await selectedTables({ session, context, notices });
  const shown = shownColumns(tables);
  const described: StandardInputTable[] = [];
  const summary = { items: 0, tables: 0, views: 0, columns: 0, rows: 0 };
  for (const [index, table] of tables.entries()) {
    signal.throwIfAborted();
    progress(index, tables.length);
    const result = await readServerTable({ session, context, notices, table, columns: unseenColumns(table, shown) });
    described.push(result.described);
    count(summary, result);
    if (result.items.length > 0) yield result.items;
  }
  progress(tables.length, tables.length);
  noticeNothing(notices, { what: session.database, tables: tables.length });
  const leftOut = incompleteReadNote(notices.counts());
  if (leftOut !== null) log.warn(leftOut);
  return {
    name: session.database,
    source: { kind: "database", connector, location },
    structure: { databases: [{ name: session.database, engine: session.engine, tables: described }] },
    limits: notices.limits(),
    summary,
  };
}

function count(
  summary: { items: number; tables: number; views: number; columns: number; rows: number },
  { described, items, rowsRead }: TableResult,
): void {
  summary[described.kind === "view" ? "views" : "tables"] += 1;
  summary.columns += described.columns.length;
  summary.rows += rowsRead;
  summary.items += items.length;
}

/** Lists the tables to read, and gives notices about those that the configuration leaves out. */
async function selectedTables<T extends ServerTable>({
  session,
  context,
  notices,
}: Pick<ServerSource<T>, "session" | "context"> & { readonly notices: NoticeList }): Promise<readonly T[]> {
  const { listed, total } = await session.tables();
  const tables = selected(listed, context);
  const what = session.database;
  noticeUnselected(notices, { what, property: "schemas", read: listed.length, total });
  noticeUnselected(notices, { what, property: "tables", read: tables.length, total: listed.length });
  noticeSchemaOnly(notices, { what, config: context.config, tables: tables.length });
  return tables;
}

function selected<T extends ServerTable>(tables: readonly T[], { config }: ServerContext): readonly T[] {
  const isSelected = nameSelector(config.tables);
  return tables.filter(({ described: { schema, name } }) =>
    schema === undefined ? isSelected(name) : isSelected(name, locationText({ database: schema, table: name })),
  );
}

/** Returns the keys of the columns that are read where they are: all of tables, and those that views compute. */
function shownColumns(tables: readonly ServerTable[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap(({ described: { schema, name: table, kind, columns }, access }) =>
      columns.flatMap(({ name, from }, index) =>
        access[index] === "denied" || (kind === "view" && from !== undefined) ? [] : [columnKey(schema, table, name)],
      ),
    ),
  );
}
