import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { fileKind } from "./file-kind.ts";

const dir = mkdtempSync(join(tmpdir(), "wct-file-kind-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function kindOf(name: string, content: string | Uint8Array): string {
  writeFileSync(join(dir, name), content);
  return fileKind(join(dir, name));
}

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");
const pgDump = "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE public.t (email text);\n";

test.each([
  ["shop.sql", pgDump, "sql_dump"],
  ["shop.txt", pgDump, "sql_dump"],
  ["shop", "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a);\n", "sql_dump"],
  ["maria.dump", "/*M!999999\\- enable the sandbox mode */ \nCREATE TABLE `t` (`a` int);\n", "sql_dump"],
  ["wide.sql", utf16(pgDump), "sql_dump"],
  ["schema.sql", "CREATE TABLE t (email text);\n", "sql_script"],
  ["rows.SQL", "insert into t values ('a');\n", "sql_script"],
  ["query.sql", "SELECT * FROM t;\n", "readable"],
  ["letter.txt", "Dear Ada,\ncreate a new account\n", "readable"],
  ["notes.md", "# Backups\n\n-- PostgreSQL database dump\nCREATE TABLE t (a text);\n", "readable"],
  ["main.lua", "-- Host functions\nlocal a = 1\n", "readable"],
  ["wide.txt", utf16("Ada writes\n"), "readable"],
  ["latin1.csv", Buffer.from("Jörg;Weiß\n", "latin1"), "readable"],
  ["old.dump", "PGDMP\u0001\u000e\u0000", "pg_archive"],
  ["shop.db", "", "sqlite"],
  ["new.txt", "", "empty"],
  ["any", "SQLite format 3\u0000", "sqlite"],
  ["letter.pdf", Buffer.from("%PDF-1.7\n\u0000\u0001", "latin1"), "readable"],
  ["mail.zip", Buffer.from("PK\u0003\u0004\u0000\u0000", "latin1"), "readable"],
  ["a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), "other"],
])("%s is told by its content", (name, content, kind) => {
  expect(kindOf(name, content)).toBe(kind);
});

test("what is no file, or is not there, cannot be read", () => {
  mkdirSync(join(dir, "folder.sql"));
  expect([fileKind(join(dir, "folder.sql")), fileKind(join(dir, "nothing"))]).toEqual(["unreadable", "unreadable"]);
});

test("a heading behind the first 64 KiB is not looked for", () => {
  expect(kindOf("large.txt", `${"a line\n".repeat(20_000)}${pgDump}`)).toBe("readable");
  expect(kindOf("large.sql", `${pgDump}${"x\n".repeat(100_000)}`)).toBe("sql_dump");
});

test("any bytes have a kind", () => {
  const starts = fc.constantFrom(
    "",
    "PGDMP",
    "SQLite format 3\u0000",
    "-- MySQL dump\n",
    "PK\u0003\u0004",
    "%PDF-",
    "\u001f\u008b",
  );
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, bytes) => {
      expect(kindOf("fuzz.sql", Buffer.concat([Buffer.from(start, "latin1"), bytes]))).not.toBe("unreadable");
    }),
    { numRuns: 300, seed: 13 },
  );
});
