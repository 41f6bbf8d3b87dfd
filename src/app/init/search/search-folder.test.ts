import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findSources } from "./find-sources.ts";
import { maxDatabases, maxFiles } from "./left-out.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-search-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), content);
}

const sqlite = "SQLite format 3\0";
const binary = "\0\u0001";

/** What is found in the folder, or at paths in it; paths are relative to it. */
function found(paths: readonly string[] = []) {
  const { sources, leftOut } = findSources({ cwd: dir, dir, env: new Map(), paths });
  return {
    sources: sources.map((one) => ("path" in one ? `${one.kind} ${relative(dir, one.path)}` : one.kind)),
    leftOut: leftOut.map(({ path, reason }) => `${relative(dir, path)}: ${reason}`),
  };
}

test("databases and dumps are found three levels below the folder, and what is deeper is told", () => {
  write("a/b/c/shop.db", sqlite);
  write("a/b/c/d/lost.db", sqlite);
  write("a/b/c/d/e/lost.db", sqlite);
  expect(found()).toEqual({
    sources: ["sqlite a/b/c/shop.db", "filesystem a"],
    leftOut: ["a/b/c/d: more than 3 levels deep; read as files, not searched for databases"],
  });
});

test(`the first ${maxDatabases} databases are proposed, those near the folder first`, () => {
  for (let i = 0; i < maxDatabases; i += 1) write(`a/${i}.db`, sqlite);
  write("z.db", sqlite);
  const { sources, leftOut } = found();
  expect([sources.length, sources[0]]).toEqual([maxDatabases, "sqlite z.db"]);
  expect(leftOut).toEqual(["a/9.db: more than 50 databases and dumps"]);
});

test(`the first ${maxFiles} files are looked at`, { timeout: 60_000 }, () => {
  mkdirSync(join(dir, "a/b"), { recursive: true });
  for (let i = 0; i < maxFiles; i += 1) writeFileSync(join(dir, `a/${1_000_000 + i}`), "x");
  write("a/9.db", sqlite);
  write("c/shop.db", sqlite);
  expect(found()).toEqual({
    sources: ["filesystem a", "filesystem c"],
    leftOut: ["a", "a/b", "c"].map((one) => `${one}: more than 5000 files; read as files, not searched for databases`),
  });
});

test("files and folders without anything to read are told, the outermost folder in place of its files", () => {
  write("letters/a.txt", "text");
  write("letters/logo.png", binary);
  write("letters/empty.txt", "");
  write("pictures/a.png", binary);
  write("pictures/more/b.png", binary);
  expect(found()).toEqual({
    sources: ["filesystem letters"],
    leftOut: [
      "pictures: no readable files",
      "letters/logo.png: not in a format that wct reads",
      "letters/empty.txt: empty",
    ],
  });
});

test("hidden files, folders of tools and links are told, at every level", () => {
  write("a/note.txt", "note");
  write(".env", "KEY=1");
  write("a/.ssh/id", "key");
  write("a/node_modules/x/readme.md", "x");
  write("dist", "a file");
  symlinkSync("a", join(dir, "link"));
  expect(found(["."])).toEqual({
    sources: ["filesystem "],
    leftOut: [".env: hidden", "a/.ssh: hidden", "a/node_modules: written by tools", "link: a symbolic link"],
  });
  expect(findSources({ cwd: dir, dir, env: new Map(), paths: ["."] }).sources).toMatchObject([
    { toolFolders: ["node_modules"] },
  ]);
});

test("files that SQLite keeps beside a database, and files of wct, need no line", () => {
  write("shop.db", sqlite);
  write("shop.db-wal", binary);
  write("shop.db-shm", binary);
  write("lost-wal", binary);
  write("wct.yaml", "plugins: []");
  write(".wct/runs.db", sqlite);
  write("outputs/run/a.html", "<html>");
  expect(found()).toEqual({ sources: ["sqlite shop.db"], leftOut: ["lost-wal: not in a format that wct reads"] });
});

test("a folder called outputs is left out where wct would write into it, and told if wct did not", () => {
  write("outputs/a.csv", "a,b");
  write("data/outputs/a.csv", "a,b");
  expect(found()).toEqual({ sources: ["filesystem data"], leftOut: ["outputs: wct writes its outputs there"] });
});

test("files that .gitignore names are told to be left out where the folder is read", () => {
  write("a/.gitignore", "*.csv\n");
  write("a/note.txt", "note");
  write("b/.gitignore", "*\n");
  write("b/shop.db", sqlite);
  expect(found().leftOut).toEqual([
    "a/.gitignore: the files that it names are not read; respect_gitignore: false reads them",
  ]);
});

test("many SQL files without the heading of a dump are scripts, a few are dumps", () => {
  for (let i = 1; i <= 3; i += 1) write(`few/${i}.sql`, "CREATE TABLE t (a text);");
  for (let i = 1; i <= 4; i += 1) write(`many/${i}.sql`, "CREATE TABLE t (a text);");
  write("many/shop.sql", "-- MySQL dump 10\nCREATE TABLE `t` (`a` int);");
  expect(found()).toEqual({
    sources: [
      "sql_dump few/1.sql",
      "sql_dump few/2.sql",
      "sql_dump few/3.sql",
      "sql_dump many/shop.sql",
      "filesystem many",
    ],
    leftOut: ["many: more than 3 SQL files without the heading of a dump; read as texts"],
  });
  expect(found(["many/1.sql"]).sources).toEqual(["sql_dump many/1.sql"]);
});

test("what is named is not told as left out", () => {
  write("note.txt", "note");
  write("dist/note.txt", "note");
  write("deep/b/c/d/e.db", sqlite);
  expect(found([".", "dist", "deep/b/c/d/e.db"]).leftOut).toEqual([
    "deep/b/c/d: more than 3 levels deep; read as files, not searched for databases",
  ]);
});

test("a folder names the packages that its files need", () => {
  write("drive/hr/cv.PDF", "%PDF-1.7\n");
  write("drive/notes.txt", "text");
  write("other/notes.txt", "text");
  const { sources } = findSources({ cwd: dir, dir, env: new Map(), paths: [join(dir, "drive"), join(dir, "other")] });
  expect(sources.map((one) => ("packages" in one ? one.packages : []))).toEqual([["unpdf"], []]);
});
