import type { DumpName } from "./dump.ts";
import type { SqlLexer } from "./lexer.ts";

/** A statement that does not have the expected form. */
export class UnexpectedSql extends Error {}

/** Reads one name, in quotes or without. Throws `UnexpectedSql`. */
export function readName(lexer: SqlLexer): string {
  // MySQL writes names in double quotes with ANSI_QUOTES; SQLite also accepts them in single ones.
  if (lexer.kind !== "word" && lexer.kind !== "name" && lexer.kind !== "string") throw new UnexpectedSql("no name");
  const name = lexer.value;
  lexer.advance();
  return name;
}

/** Reads `name`, `schema.name` or, in MySQL, `database.name`. Throws `UnexpectedSql`. */
export function readQualifiedName(lexer: SqlLexer, database: string): DumpName {
  const parts = [readName(lexer)];
  while (lexer.accept(".")) parts.push(readName(lexer));
  const name = parts.at(-1) ?? "";
  const schema = parts.at(-2) ?? "";
  return lexer.dialect === "mysql"
    ? { database: schema === "" ? database : schema, schema: "", name }
    : { database, schema: lexer.dialect === "sqlite" ? "" : schema, name };
}

/** Reads `(a, b, c)`, where a name may have a length or an order behind it. Throws `UnexpectedSql`. */
export function readNames(lexer: SqlLexer): string[] {
  if (!lexer.accept("(")) throw new UnexpectedSql("no list of names");
  const names: string[] = [];
  for (;;) {
    names.push(readName(lexer));
    skipTo(lexer, [",", ")"]);
    if (lexer.accept(")")) return names;
    if (!lexer.accept(",")) throw new UnexpectedSql("a list of names without an end");
  }
}

/** Moves to the next of these symbols outside of parentheses, or to the end of the statement. */
export function skipTo(lexer: SqlLexer, symbols: readonly string[]): void {
  let depth = 0;
  while (lexer.kind !== "stop" && lexer.kind !== "end") {
    if (lexer.kind === "symbol") {
      if (depth === 0 && symbols.includes(lexer.value)) return;
      if (lexer.value === "(") depth += 1;
      if (lexer.value === ")") depth -= 1;
    }
    lexer.advance();
  }
}
