import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, runIn } from "../support/cli.ts";
import { startToHurt, until } from "../support/faults.ts";
import { makeProject, type Project } from "../support/project.ts";

/* Databases in WAL mode whose last changes are only in the log beside them. */

let project: Project;
let writer: DatabaseSync;

beforeEach(() => {
  project = makeProject("wct-log-");
  project.write("people.yaml", runbook("people.db"));
  writer = new DatabaseSync(project.path("people.db"));
  writer.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE person (email TEXT)");
  writer.exec("PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO person VALUES ('ada@example.org')");
});

afterEach(() => {
  writer.close();
  project[Symbol.dispose]();
});

const runbook = (path: string, config = ""): string =>
  `name: People\ndescription: A database with a log\n${config}artifacts:\n  people:\n    source: { type: sqlite, properties: { database_path: ${path} } }\n  copy:\n    inputs: people\n    output: true\n`;

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** The database with its log as a backup or a crash leaves them: without the index of the log. */
function copyWithLog(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const suffix of ["", "-wal"])
    copyFileSync(project.path(`people.db${suffix}`), join(folder, `people.db${suffix}`));
  return join(folder, "people.db");
}

test("a change that is only in the log is a change of the database", { timeout: 120_000 }, async () => {
  const first = runIn(await cli("run", "people.yaml"));
  const again = await cli("run", "people.yaml", "--resume", first, "--json");
  expect(again.stdout).toContain('"type":"artifact.reused","artifact":"people"');
  writer.exec("INSERT INTO person VALUES ('bob@example.org')");
  const changed = await cli("run", "people.yaml", "--resume", first);
  expect(changed.stderr).toContain('people executes: the file "people.db" changed');
  const content = await cli("inspect", "latest", "people", "--json");
  expect(content.stdout).toContain("bob@example.org");
});

test("so is it if the runbook names a symbolic link to the database", { timeout: 120_000 }, async () => {
  mkdirSync(project.path("links"));
  symlinkSync(project.path("people.db"), project.path("links/people.db"));
  project.write("linked.yaml", runbook("links/people.db"));
  const first = runIn(await cli("run", "linked.yaml"));
  writer.exec("INSERT INTO person VALUES ('eve@example.org')");
  const changed = await cli("run", "linked.yaml", "--resume", first);
  expect(changed.stderr).toContain('people executes: the file "links/people.db" changed');
});

test("a copy that a killed run made of a database is gone after the next one", { timeout: 120_000 }, async () => {
  const path = copyWithLog(project.path("left"));
  project.write("left.yaml", runbook("left/people.db", "config: { retain: derived }\n"));
  const temporary = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("wct-sqlite-"));
  const before = temporary();
  // What follows the log's end is no part of it; copying it takes a while.
  truncateSync(`${path}-wal`, 768 << 20);
  const hurt = startToHurt(project, ["run", "left.yaml", "-q"]);
  await until("the database is being copied", () => copies().length > 0, 60_000);
  hurt.signalGroup("SIGKILL");
  await hurt.ended;
  expect(copies(), "it was killed while it copied").not.toEqual([]);
  rmSync(dirname(path), { recursive: true });
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  expect(copies()).toEqual([]);
  expect(temporary()).toEqual(before);
});

const copies = (): string[] =>
  existsSync(project.path(".wct", "spool"))
    ? readdirSync(project.path(".wct", "spool"), { recursive: true, encoding: "utf8" }).filter((name) =>
        name.includes("copy.db"),
      )
    : [];
