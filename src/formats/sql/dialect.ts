import type { SqlDialect } from "./lexer.ts";

/** What the first characters of a dump tell. `database` is null if they do not name one. */
export interface DumpHead {
  readonly dialect: SqlDialect;
  readonly database: string | null;
}

/** An archive of pg_dump in its own binary format, which only pg_restore reads. */
export const isPgArchive = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 5)).toString("latin1") === "PGDMP";

const marks: readonly (readonly [SqlDialect, RegExp])[] = [
  ["postgresql", /^-- PostgreSQL database (?:cluster )?dump/m],
  ["mysql", /^-- (?:MySQL|MariaDB) dump|^\/\*!|^-- phpMyAdmin SQL Dump|^-- (?:Adminer|HeidiSQL|Host)\b/m],
  ["sqlite", /^PRAGMA foreign_keys=/m],
  // Without a heading, by what only one of them writes.
  ["mysql", /^(?:CREATE TABLE|INSERT INTO)[^"'(]*`|\bENGINE=|\bAUTO_INCREMENT\b/m],
  ["postgresql", /^COPY .* FROM stdin;$|\bSET (?:statement_timeout|search_path)\b|::\w|\bnextval\(/m],
  ["sqlite", /\bAUTOINCREMENT\b|\bsqlite_sequence\b/],
];

/** Statements at the start of a line that dumps and scripts have, and prose has not. */
const statements: readonly RegExp[] = [
  /^\s*(?:\/\*!\d+ )?CREATE\s+(?:(?:OR\s+REPLACE|GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|FOREIGN|VIRTUAL|MATERIALIZED)\s+)*(?:TABLE|VIEW)\s/im,
  /^\s*(?:INSERT\s+(?:(?:IGNORE|DELAYED|LOW_PRIORITY|HIGH_PRIORITY|OR\s+\w+)\s+)*|REPLACE\s+)INTO\s.*(?:\(|\bVALUES\b)/im,
  /^\s*COPY\s.+\sFROM\s+stdin/im,
];

/** Tells by the first characters of a text whether it is a dump in SQL, and of which kind; undefined if it is none. */
export function readDumpHead(text: string): DumpHead | undefined {
  if (!statements.some((one) => one.test(text))) return undefined;
  const dialect = marks.find(([, pattern]) => pattern.test(text))?.[0] ?? "sqlite";
  const database = /^-- (?:Host: .*)?Database: [`"]?([^`"\n]+?)[`"]?\s*$/m.exec(text)?.[1] ?? null;
  return { dialect, database };
}
