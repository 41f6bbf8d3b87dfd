import { addKey, changeColumn, type DumpCatalogue } from "./catalogue.ts";
import { readColumn, readConstraint, readElements, type TableElements } from "./columns.ts";
import type { DumpName, DumpTable } from "./dump.ts";
import type { SqlLexer } from "./lexer.ts";
import { readName, readQualifiedName, skipTo } from "./names.ts";
import { readSelectedColumns } from "./select-list.ts";

/** Reads the statement behind CREATE TABLE. Throws `UnexpectedSql`. */
export function readCreateTable(lexer: SqlLexer, catalogue: DumpCatalogue, database: string): void {
  acceptIfExists(lexer);
  const name = readQualifiedName(lexer, database);
  let parent: DumpName | null = null;
  if (lexer.accept("PARTITION")) {
    lexer.accept("OF");
    parent = readQualifiedName(lexer, database);
  }
  const hasColumns = lexer.is("(");
  const elements = hasColumns ? readElements(lexer, database) : { columns: [], keys: [] };
  const table = catalogue.declare(name, "table", elements);
  if (parent !== null) makePartition(table, parent, catalogue);
  readTableOptions(lexer, table, { catalogue, database });
}

interface Known {
  readonly catalogue: DumpCatalogue;
  readonly database: string;
}

/** The columns of the tables that a table of PostgreSQL inherits from come before its own. */
function readParents(lexer: SqlLexer, table: DumpTable, { catalogue, database }: Known): void {
  if (!lexer.accept("(")) return;
  const columns = new Map<string, DumpTable["columns"][number]>();
  do {
    for (const column of catalogue.find(readQualifiedName(lexer, database))?.columns ?? []) {
      columns.set(column.name, { ...column, isPrimaryKey: false, references: null });
    }
  } while (lexer.accept(","));
  for (const column of table.columns) columns.set(column.name, column);
  table.columns = [...columns.values()];
}

/** MySQL writes the comment of a table behind its columns: `ENGINE=InnoDB COMMENT='People'`. */
function readTableOptions(lexer: SqlLexer, table: DumpTable, known: Known): void {
  while (lexer.kind !== "stop" && lexer.kind !== "end") {
    if (lexer.dialect !== "mysql" && lexer.accept("INHERITS")) readParents(lexer, table, known);
    if (lexer.dialect === "mysql" && lexer.accept("COMMENT")) {
      lexer.accept("=");
      if (lexer.kind === "string" && lexer.value !== "") table.comment = lexer.value;
    }
    lexer.advance();
  }
}

/** A partition declares no columns of its own; its rows are those of the parent. */
function makePartition(table: DumpTable, parent: DumpName, catalogue: DumpCatalogue): void {
  table.partitionOf = parent;
  if (table.columns.length === 0) table.columns = catalogue.find(parent)?.columns.slice() ?? [];
}

/** Reads the statement behind CREATE VIEW. Throws `UnexpectedSql`. */
export function readCreateView(
  lexer: SqlLexer,
  { catalogue, database, kind }: { catalogue: DumpCatalogue; database: string; kind: "view" | "materialized_view" },
): void {
  acceptIfExists(lexer);
  const name = readQualifiedName(lexer, database);
  const named = lexer.is("(") ? readElements(lexer, database).columns : [];
  while (!lexer.is("AS") && lexer.kind !== "stop" && lexer.kind !== "end") lexer.advance();
  lexer.accept("AS");
  const selected = readSelectedColumns(lexer, { catalogue, database });
  const columns =
    named.length === 0
      ? selected
      : selected.slice(0, named.length).map((one, at) => ({ ...one, name: named[at]?.name ?? one.name }));
  catalogue.declare(name, kind, { columns: columns.length === 0 ? named : columns, keys: [] });
}

/** Reads the statement behind ALTER TABLE: keys, partitions and columns that a dump adds later. Throws `UnexpectedSql`. */
export function readAlterTable(lexer: SqlLexer, catalogue: DumpCatalogue, database: string): void {
  lexer.accept("ONLY");
  acceptIfExists(lexer);
  const table = catalogue.find(readQualifiedName(lexer, database));
  while (table !== undefined && lexer.kind !== "stop" && lexer.kind !== "end") {
    if (lexer.accept("ADD")) readAddition(lexer, table, database);
    else if (lexer.accept("ATTACH")) {
      lexer.accept("PARTITION");
      const part = catalogue.find(readQualifiedName(lexer, database));
      if (part !== undefined) makePartition(part, table.name, catalogue);
    }
    skipTo(lexer, [","]);
    lexer.accept(",");
  }
}

function readAddition(lexer: SqlLexer, table: DumpTable, database: string): void {
  const elements: TableElements = { columns: [], keys: [] };
  if (lexer.accept("CONSTRAINT")) readName(lexer);
  if (!readConstraint(lexer, database, elements)) {
    if (!lexer.accept("COLUMN")) return;
    acceptIfExists(lexer);
    table.columns = [...table.columns, readColumn(lexer, database)];
  }
  for (const key of elements.keys) addKey(table, key);
}

/** Reads the statement behind COMMENT ON. Throws `UnexpectedSql`. */
export function readComment(lexer: SqlLexer, catalogue: DumpCatalogue, database: string): void {
  const isOfColumn = lexer.is("COLUMN");
  lexer.accept("MATERIALIZED");
  if (!isOfColumn && !lexer.is("TABLE") && !lexer.is("VIEW")) return;
  lexer.advance();
  const parts = [readName(lexer)];
  while (lexer.accept(".")) parts.push(readName(lexer));
  const column = isOfColumn ? (parts.pop() ?? "") : "";
  const table = catalogue.find({ database, schema: parts.at(-2) ?? "", name: parts.at(-1) ?? "" });
  lexer.accept("IS");
  if (table === undefined || lexer.kind !== "string") return;
  if (isOfColumn) changeColumn(table, column, { comment: lexer.value });
  else table.comment = lexer.value;
}

/** Skips IF EXISTS and IF NOT EXISTS. */
function acceptIfExists(lexer: SqlLexer): void {
  if (!lexer.accept("IF")) return;
  lexer.accept("NOT");
  lexer.accept("EXISTS");
}
