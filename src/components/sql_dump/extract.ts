import { type DumpName, type DumpTable, dumpKey, readDump } from "../../formats/index.ts";
import { type Context, locationText, type Production, type standardInput } from "../../plugin/index.ts";
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
import { type NoticeList, noticeList } from "../notices.ts";
import type { SqlDumpConfig } from "./config.ts";
import { type DumpText, openDump } from "./open.ts";
import { sampleTable, type TableSample } from "./samples.ts";
import { describeTable } from "./structure.ts";

type DumpContext = Context<SqlDumpConfig>;

/** Reads a dump in one pass. Then gives a sample of each column, table by table in the order of their names. */
export async function* extractDump(context: DumpContext): Production<typeof standardInput> {
  const { config, log } = context;
  const notices = noticeList(config.path.shown);
  const text = openDump(context, notices);
  try {
    const tables = readTables(text, context, notices);
    const parts = tables.map((table) => table.described);
    for (const { items } of tables) if (items.length > 0) yield items;
    noticeNothing(notices, { what: config.path.shown, tables: tables.length });
    const leftOut = incompleteReadNote(notices.counts());
    if (leftOut !== null) log.warn(leftOut);
    const names = [...new Set(tables.map(({ database }) => database))];
    return {
      name: names.length === 1 ? (names[0] ?? "") : config.path.shown,
      source: { kind: "database", connector: "sql_dump", location: config.path.shown },
      structure: {
        databases: names.map((name) => ({
          name,
          engine: text.dialect,
          tables: tables.filter(({ database }) => database === name).map(({ described }) => described),
        })),
      },
      limits: notices.limits(),
      summary: {
        items: tables.reduce((sum, { items }) => sum + items.length, 0),
        tables: parts.filter(({ kind }) => kind === "table").length,
        views: parts.filter(({ kind }) => kind !== "table").length,
        columns: parts.reduce((sum, { columns }) => sum + columns.length, 0),
        rows: tables.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
      },
    };
  } finally {
    text.close();
  }
}

/** Reads the whole dump, and returns what is selected, in the order of names. */
function readTables(text: DumpText, context: DumpContext, notices: NoticeList) {
  const { config, signal } = context;
  const { max_rows_per_table: rows, sampling, seed, max_cell_chars: maxCellChars } = config;
  const samples = new Map<string, TableSample>();
  const all = readDump(
    text.pieces(),
    { dialect: text.dialect, database: text.database, signal },
    {
      row(table, cells) {
        const key = dumpKey(table.name);
        const sample = samples.get(key) ?? sampleTable(table, { sampling, seed, rows, maxCellChars });
        samples.set(key, sample);
        sample.add(cells);
      },
      problem({ line, reason }) {
        const what = locationText({ kind: "file", path: config.path.shown, line });
        notices.add({ what, reason }, "a part of the dump cannot be parsed");
      },
    },
  );
  const known = new Set(all.map(({ name }) => dumpKey(name)));
  // A partition that the dump attaches behind its rows, or without its table, is shown by itself.
  const whole = all.filter(
    ({ name, partitionOf }) => partitionOf === null || samples.has(dumpKey(name)) || !known.has(dumpKey(partitionOf)),
  );
  const tables = selected(whole, config);
  noticeUnselected(notices, { what: config.path.shown, property: "tables", read: tables.length, total: whole.length });
  noticeSchemaOnly(notices, { what: config.path.shown, config, tables: tables.length });
  const byKey = new Map(all.map((table) => [dumpKey(table.name), table] as const));
  return tables.map((table) => resultOf(table, { byKey, samples, config, notices }));
}

function selected(tables: readonly DumpTable[], { tables: globs }: SqlDumpConfig): readonly DumpTable[] {
  const isSelected = nameSelector(globs);
  return tables
    .filter(({ name: { schema, name } }) => isSelected(name, ...(schema === "" ? [] : [`${schema}.${name}`])))
    .toSorted((a, b) => (dumpKey(a.name) < dumpKey(b.name) ? -1 : 1));
}

interface ReadState {
  readonly byKey: ReadonlyMap<string, DumpTable>;
  readonly samples: ReadonlyMap<string, TableSample>;
  readonly config: SqlDumpConfig;
  readonly notices: NoticeList;
}

function resultOf(table: DumpTable, { byKey, samples, config, notices }: ReadState) {
  const { database, schema, name } = table.name;
  const sample = samples.get(dumpKey(table.name));
  const total = sample?.total() ?? 0;
  const described = describeTable(table, byKey, total);
  if (table.kind !== "table") noticeView(table, notices);
  if (!table.hasColumnNames) {
    const reason = "the dump does not name the columns of this table, so that rules for names find nothing in it";
    notices.add({ what: locationOf(table.name), reason });
  }
  if (sample === undefined || config.schema_only) return { database, described, items: [], rowsRead: 0 };
  const rowsRead = Math.min(total, config.max_rows_per_table);
  const sampled = {
    ...{ database, table: name, columns: table.columns, samples: sample.done(), rowsRead, total },
    ...(schema === "" ? {} : { schema }),
  };
  if (total > rowsRead) noticeRows(sampled, config.sampling, notices);
  noticeValues(sampled, config.max_cell_chars, notices);
  return { database, described, items: sampleItems(sampled), rowsRead };
}

/** A dump holds the query of a view and not its rows. */
function noticeView({ name, columns, kind }: DumpTable, notices: NoticeList): void {
  const computed = columns.filter(({ references }) => references === null);
  if (columns.length > 0 && computed.length === 0) return;
  const what = locationOf(name);
  const reason = `what a ${kind === "view" ? "view" : "materialized view"} computes is not in the dump`;
  notices.add({ what, reason });
}

const locationOf = ({ database, schema, name }: DumpName): string =>
  locationText({ kind: "table", database, ...(schema === "" ? {} : { schema }), table: name });
