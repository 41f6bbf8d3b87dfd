import { DumpCatalogue } from "./catalogue.ts";
import { readAlterTable, readComment, readCreateTable, readCreateView } from "./definitions.ts";
import type { DumpCell, DumpListener, DumpName, DumpTable } from "./dump.ts";
import { type SqlDialect, SqlLexer } from "./lexer.ts";
import { readNames, readQualifiedName, UnexpectedSql } from "./names.ts";
import { readCopyRows, readValueRows } from "./rows.ts";

/** How to read a dump. `database` is its name, until the dump names another. */
export interface DumpOptions {
  readonly dialect: SqlDialect;
  readonly database: string;
  readonly signal: AbortSignal;
}

/**
 * Reads a dump in SQL, statement by statement, in bounded memory. Tells the listener rows and problems as they come;
 * returns what the dump declares at its end.
 */
export function readDump(pieces: Iterable<string>, options: DumpOptions, listener: DumpListener): readonly DumpTable[] {
  return new DumpReader(pieces, options, listener).read();
}

class DumpReader {
  readonly #lexer: SqlLexer;
  readonly #listener: DumpListener;
  readonly #signal: AbortSignal;
  readonly #catalogue = new DumpCatalogue();
  #database: string;

  constructor(pieces: Iterable<string>, { dialect, database, signal }: DumpOptions, listener: DumpListener) {
    this.#lexer = new SqlLexer(pieces, dialect);
    this.#listener = listener;
    this.#signal = signal;
    this.#database = database;
  }

  read(): readonly DumpTable[] {
    const lexer = this.#lexer;
    lexer.advance();
    while (lexer.kind !== "end") {
      this.#signal.throwIfAborted();
      if (lexer.kind === "client") this.#connect(lexer.value);
      if (lexer.kind === "client" || lexer.kind === "stop") lexer.advance();
      else this.#statement();
    }
    return this.#catalogue.tables();
  }

  /** `\connect shop` changes the database. */
  #connect(command: string): void {
    const name = /^\\c(?:onnect)?\s+(?:-\S+\s+)*"?([^\s"]+)/.exec(command)?.[1];
    const named = name?.startsWith("dbname=") ? name.slice("dbname=".length).replaceAll("'", "") : name;
    if (named !== undefined) this.#database = named;
  }

  #statement(): void {
    const lexer = this.#lexer;
    const line = lexer.line();
    const word = lexer.value.toUpperCase();
    try {
      lexer.advance();
      this.#readStatement(word);
    } catch (error) {
      if (!(error instanceof UnexpectedSql)) throw error;
      this.#listener.problem({ line, reason: `${word} statement without the expected form: ${error.message}` });
      lexer.skipStatement();
      return;
    }
    if (lexer.kind === "end") {
      this.#listener.problem({ line, reason: "the last statement has no end: the file may be cut off" });
    }
    lexer.skipStatement();
  }

  #readStatement(word: string): void {
    const lexer = this.#lexer;
    if (word === "CREATE") this.#create();
    else if (word === "INSERT" || word === "REPLACE") this.#insert();
    else if (word === "COPY") this.#copy();
    else if (word === "ALTER" && acceptTable(lexer)) {
      readAlterTable(lexer, this.#catalogue, this.#database);
    } else if (word === "COMMENT" && lexer.accept("ON")) readComment(lexer, this.#catalogue, this.#database);
    else if (word === "USE") this.#database = lexer.value;
    else if (word === "DELIMITER") lexer.changeDelimiter();
  }

  #create(): void {
    const lexer = this.#lexer;
    const context = { catalogue: this.#catalogue, database: this.#database };
    // Words between CREATE and TABLE or VIEW: OR REPLACE, TEMPORARY, UNLOGGED, ALGORITHM=…, DEFINER=….
    while (lexer.kind !== "stop" && lexer.kind !== "end") {
      const word = lexer.kind === "word" ? lexer.value.toUpperCase() : "";
      if (otherObjects.has(word)) return;
      if (routines.has(word)) {
        this.#skipRoutine();
        return;
      }
      lexer.advance();
      if (word === "TABLE") {
        readCreateTable(lexer, context.catalogue, context.database);
        return;
      }
      if (word === "VIEW" || word === "MATERIALIZED") {
        lexer.accept("VIEW");
        readCreateView(lexer, { ...context, kind: word === "VIEW" ? "view" : "materialized_view" });
        return;
      }
    }
  }

  /** The statements of a routine's body end with `;` too. The routine ends with END before one. */
  #skipRoutine(): void {
    const lexer = this.#lexer;
    let isBody = false;
    let wasEnd = false;
    while (lexer.kind !== "end") {
      if (lexer.kind === "stop" && (!isBody || wasEnd)) return;
      if (lexer.is("BEGIN") && (lexer.dialect === "sqlite" || lexer.delimiter === ";")) isBody = true;
      wasEnd = lexer.is("END");
      lexer.advance();
    }
  }

  #insert(): void {
    const lexer = this.#lexer;
    while (!lexer.is("INTO") && lexer.kind !== "stop" && lexer.kind !== "end") lexer.advance();
    if (!lexer.accept("INTO")) return;
    const name = readQualifiedName(lexer, this.#database);
    // SQLite's own tables, which its shell fills with definitions and counters.
    if (lexer.dialect === "sqlite" && name.name.startsWith("sqlite_")) return;
    const columns = lexer.is("(") ? readNames(lexer) : null;
    if (lexer.accept("OVERRIDING")) while (!lexer.is("VALUES") && lexer.kind === "word") lexer.advance();
    if (!lexer.accept("VALUES")) throw new UnexpectedSql("no VALUES");
    this.#rows(name, columns, readValueRows(lexer));
  }

  #copy(): void {
    const lexer = this.#lexer;
    const name = readQualifiedName(lexer, this.#database);
    const columns = lexer.is("(") ? readNames(lexer) : null;
    if (!lexer.accept("FROM") || !lexer.accept("STDIN")) return;
    while (lexer.kind !== "stop" && lexer.kind !== "end") lexer.advance();
    if (lexer.kind !== "stop") return;
    this.#rows(name, columns, readCopyRows(lexer));
  }

  #rows(name: DumpName, columns: readonly string[] | null, rows: Iterable<DumpCell[]>): void {
    const line = this.#lexer.line();
    let target: RowTarget | undefined;
    let odd = 0;
    for (const cells of rows) {
      this.#signal.throwIfAborted();
      target ??= this.#target(name, columns, cells);
      if (cells.length !== target.cells) odd += 1;
      this.#listener.row(target.table, target.order === null ? cells : target.order.map((at) => cells[at] ?? null));
    }
    if (odd === 0) return;
    const reason = `${odd === 1 ? "1 row has" : `${odd} rows have`} more or fewer values than ${name.name} has columns`;
    this.#listener.problem({ line, reason });
  }

  #target(name: DumpName, columns: readonly string[] | null, cells: readonly DumpCell[]): RowTarget {
    const table = this.#catalogue.tableOfRows(name, columns, cells.length);
    const whole = this.#catalogue.wholeOf(table);
    const all = table.columns.map((column) => column.name);
    const held = table.columns.filter((column) => !column.isGenerated).map((column) => column.name);
    const named = columns ?? (cells.length < table.columns.length ? held : all);
    if (named === all && whole === table) return { table, order: null, cells: all.length };
    // A partition may have its columns in another order than the table that shows its rows.
    return { table: whole, order: whole.columns.map((column) => named.indexOf(column.name)), cells: named.length };
  }
}

/** Where rows of a statement go: per column the position of its cell, and how many cells a row must have. */
interface RowTarget {
  readonly table: DumpTable;
  readonly order: readonly number[] | null;
  readonly cells: number;
}

const routines: ReadonlySet<string> = new Set(["TRIGGER", "FUNCTION", "PROCEDURE", "EVENT"]);
const otherObjects: ReadonlySet<string> = new Set([
  "INDEX",
  "TYPE",
  "DOMAIN",
  "SEQUENCE",
  "DATABASE",
  "SCHEMA",
  "ROLE",
  "USER",
]);

/** Consumes TABLE or FOREIGN TABLE. */
function acceptTable(lexer: SqlLexer): boolean {
  lexer.accept("FOREIGN");
  return lexer.accept("TABLE");
}
