import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import { readRunbook } from "./read-runbook.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-read-"));
  mkdirSync(join(dir, "empty"));
  mkdirSync(join(dir, "several"));
  for (const file of ["runbook.yaml", "several/a.yaml", "several/b.yml", "several/runbook.yaml"]) {
    writeFileSync(join(dir, file), "name: x\n");
  }
  const db = new DatabaseSync(join(dir, "it's a shop.db"));
  db.exec("CREATE TABLE t (mail TEXT); INSERT INTO t VALUES ('planted@example.org')");
  db.close();
  writeFileSync(join(dir, "scan.pdf"), "%PDF-1.7\0planted");
  writeFileSync(join(dir, "utf16.yaml"), Buffer.from("\ufeffname: x\n", "utf16le"));
});
afterAll(() => rmSync(dir, { recursive: true }));

function refusalOf(file: string) {
  try {
    readRunbook(dir, file);
  } catch (error) {
    if (isWctError(error)) return error.diagnostics[0];
    throw error;
  }
  throw new Error(`"${file}" was read`);
}

test.each([
  ["runbok.yaml", 'runbook "runbok.yaml" does not exist', 'did you mean "runbook.yaml"?'],
  ["several/B.yml", 'runbook "several/B.yml" does not exist', 'did you mean "several/b.yml"?'],
  ["audit.yaml", 'runbook "audit.yaml" does not exist', "correct the path"],
  ["nowhere/a.yaml", 'runbook "nowhere/a.yaml" does not exist', "correct the path"],
  ["several", 'runbook "several" is a folder', 'did you mean "several/runbook.yaml"?'],
  ["empty", 'runbook "empty" is a folder', "name a file"],
])("%s is refused with what may have been meant", (file, message, hint) => {
  expect(refusalOf(file)).toMatchObject({ code: "WCT_RUNBOOK_NOT_FOUND", message, hint });
});

test("a database in the place of a runbook is told as one, with the command that makes a runbook over it", () => {
  expect(refusalOf("it's a shop.db")).toEqual({
    code: "WCT_RUNBOOK_ENCODING",
    severity: "error",
    message: `"it's a shop.db" is a SQLite database, not a runbook`,
    hint: `write a runbook for it with \`wct init 'it'\\''s a shop.db'\``,
  });
});

test("nothing of a binary file is shown, and text in UTF-16 goes on to where its place is told", () => {
  expect(refusalOf("scan.pdf")).toMatchObject({ message: '"scan.pdf" is a binary file, not a runbook' });
  expect(refusalOf("scan.pdf")).not.toHaveProperty("location");
  expect(readRunbook(dir, "utf16.yaml").length).toBe(18);
});
