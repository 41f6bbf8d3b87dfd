import type { DumpCatalogue } from "./catalogue.ts";
import type { DumpColumn, DumpName } from "./dump.ts";
import type { SqlLexer } from "./lexer.ts";
import { readQualifiedName, skipTo } from "./names.ts";

/** A column of a view's query: its name, and the column that it repeats as it is. */
interface SelectedColumn {
  readonly name: string;
  readonly source: { readonly qualifier: string | null; readonly column: string } | null;
}

/**
 * Reads the columns of `SELECT a.x, b.y AS z FROM …`. Simple queries are understood, as dumps write them; of others the
 * names of columns are known at best. Where a column of a table is shown as it is, the result refers to it.
 */
export function readSelectedColumns(
  lexer: SqlLexer,
  { catalogue, database }: { readonly catalogue: DumpCatalogue; readonly database: string },
): DumpColumn[] {
  if (!lexer.accept("SELECT")) return [];
  lexer.accept("DISTINCT");
  const selected: SelectedColumn[] = [];
  do selected.push(readSelected(lexer));
  while (lexer.accept(","));
  const tables = readTables(lexer, database);
  return selected
    .filter(({ name }) => name !== "")
    .map(({ name, source }) => {
      const only = tables.size === 1 ? [...tables.values()][0] : undefined;
      const table = source?.qualifier === null ? only : tables.get(source?.qualifier ?? "");
      const column = table && catalogue.find(table)?.columns.find((one) => one.name === source?.column);
      return {
        name,
        type: column?.type ?? "",
        isNullable: true,
        fallback: null,
        comment: null,
        isPrimaryKey: false,
        isGenerated: false,
        references: table === undefined || column === undefined ? null : { table, column: column.name },
      };
    });
}

function readSelected(lexer: SqlLexer): SelectedColumn {
  const path: string[] = [];
  let name = "";
  let isPlain = true;
  let depth = 0;
  while (lexer.kind !== "stop" && lexer.kind !== "end") {
    if (depth === 0 && (lexer.is(",") || lexer.is("FROM"))) break;
    if (lexer.is("(")) depth += 1;
    if (lexer.is(")")) depth -= 1;
    const isName = depth === 0 && (lexer.kind === "name" || lexer.kind === "word") && !lexer.is("AS");
    if (lexer.is("AS") && depth === 0) path.push("AS");
    else if (isName) {
      name = lexer.value;
      path.push(name);
    } else if (!lexer.is(".")) isPlain = false;
    lexer.advance();
  }
  const end = path.indexOf("AS");
  const source = end < 0 ? path : path.slice(0, end);
  const column = source.at(-1);
  return { name, source: isPlain && column !== undefined ? { qualifier: source.at(-2) ?? null, column } : null };
}

/** Reads FROM and JOIN: the table of each alias. */
function readTables(lexer: SqlLexer, database: string): ReadonlyMap<string, DumpName> {
  const tables = new Map<string, DumpName>();
  while (lexer.kind !== "stop" && lexer.kind !== "end") {
    const isSource = lexer.is("FROM") || lexer.is("JOIN") || lexer.is(",");
    lexer.advance();
    while (isSource && lexer.is("(")) lexer.advance();
    if (!isSource || (lexer.kind !== "name" && lexer.kind !== "word") || lexer.is("SELECT")) continue;
    const name = readQualifiedName(lexer, database);
    lexer.accept("AS");
    const isAlias = lexer.kind === "name" || (lexer.kind === "word" && !clause.test(lexer.value));
    tables.set(isAlias ? lexer.value : name.name, name);
    if (lexer.is("(")) skipTo(lexer, [")"]);
  }
  return tables;
}

const clause =
  /^(?:on|using|join|left|right|inner|outer|cross|full|natural|where|group|order|having|limit|union|with)$/i;
