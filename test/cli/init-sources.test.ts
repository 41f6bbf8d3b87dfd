import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";
import { runsAtOnce, sourcesIn, starterFiles, writeDatabase } from "../support/starter.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-init-");
});
afterEach(() => project[Symbol.dispose]());

const own = starterFiles;
const cli = (args: readonly string[], cwd = project.dir) => runCli(args, { cwd });
const read = (path: string) => readFileSync(project.path(path), "utf8");
const sourcesOf = (path: string) => sourcesIn(project.path(path));
const database = (path: string) => writeDatabase(project.path(path));

const dump = `-- MySQL dump 10.13
--
-- Host: localhost    Database: shop
CREATE TABLE \`customer\` (\`id\` int, \`email\` varchar(100));
INSERT INTO \`customer\` VALUES (1,'ada@example.org');
`;

test("what is read and what is left out is told, and the runbook runs", { timeout: 30_000 }, async () => {
  project.write("p/note.txt", "Ada writes to ada@example.org\n");
  project.write("p/backups/shop.sql", dump);
  project.write("p/backups/old.dump", "PGDMP\u0001\u0000");
  project.write("p/pictures/a.png", "\u0089PNG\u0000\u0000");
  project.write("p/.env", "API_KEY=key-of-ada@example.org\n");
  project.write("p/tools/node_modules/x/readme.md", "Write to tool@example.org\n");
  database("p/a/b/c/members.db");
  const cwd = project.path("p");
  const made = await runCli(["init"], { cwd, env: { DATABASE_URL: "postgres://ada:secret@db/shop" } });
  expectGolden("cli/init/left-out.txt", transcript(["init"], made, project.dir));
  expectGolden("cli/init/left-out.yaml", read("p/runbook.yaml"));
  const artifacts = await runsAtOnce(project.path("p"));
  expect(artifacts.slice(0, 3).map(({ id, elements }) => [id, elements])).toEqual([
    ["shop", 2],
    ["members", 1],
    // The file and nothing else: hidden files, dumps that are sources of their own, and tools are excluded.
    ["p", 1],
  ]);
});

test("--json tells what is left out", async () => {
  project.write("p/note.txt", "note");
  project.write("p/.env", "KEY=1");
  const env = { MYSQL_URL: "mysql://ada:secret@db/shop" };
  const { stdout, stderr } = await runCli(["init", "--json"], { cwd: project.path("p"), env });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout).leftOut).toEqual([
    { path: "MYSQL_URL", reason: 'the address of a MySQL database; name "$MYSQL_URL" as a path to read it' },
    { path: ".env", reason: "hidden" },
  ]);
});

test("addresses of databases become variables, and their passwords are written nowhere", async () => {
  const args = [
    "init",
    "postgres://ada:s3cret@db.example.org/shop?sslmode=require",
    "mariadb://db/crm",
    "--dir",
    "audit",
  ];
  const made = await cli(args);
  const shown = ["init", "postgres://ada:…@db.example.org/shop?sslmode=require", ...args.slice(2)];
  expectGolden("cli/init/servers.txt", transcript(shown, made, project.dir));
  expect(sourcesOf("audit/runbook.yaml")).toEqual({
    shop: { type: "postgres", url: "${DATABASE_URL}" },
    crm: { type: "mysql", url: "${DATABASE_URL_2}" },
  });
  expect(made.stdout + made.stderr + own.map((file) => read(`audit/${file}`)).join("")).not.toContain("s3cret");
  const env = { DATABASE_URL: "postgres://ada:s3cret@db.example.org/shop", DATABASE_URL_2: "mariadb://db/crm" };
  const validated = await runCli(["validate", "runbook.yaml"], { cwd: project.path("audit"), env });
  expect(validated).toMatchObject({ code: 0, stderr: "" });
});

test("an address that comes from a variable keeps it, and needs no further step", async () => {
  const env = { DATABASE_URL: "postgres://db/other", SHOP_URL: "postgres://ada:s3cret@db/shop" };
  const args = ["init", env.SHOP_URL, "mysql://db/crm", "--dir", "a"];
  const { stderr } = await runCli(args, { cwd: project.dir, env });
  expect(Object.values(sourcesOf("a/runbook.yaml"))).toEqual([
    { type: "postgres", url: "${SHOP_URL}" },
    { type: "mysql", url: "${DATABASE_URL_2}" },
  ]);
  expect(stderr.match(/export .*/g)).toEqual(["export DATABASE_URL_2=mysql://root:PASSWORD@db/crm"]);
  expect(stderr).not.toMatch(/s3cret|history/);
});

test("addresses and archives that cannot be read are explained without their passwords", async () => {
  project.write("old.dump", "PGDMP\u0001\u0000");
  const made = await cli(["init", "mongodb://ada:s3cret@db/shop", "postgres://ada:12/s3cret@db/shop", "old.dump"]);
  expect(made).toEqual({
    code: 2,
    stdout: "",
    stderr: `error[WCT_USAGE]: "mongodb://…" is not the address of a database that wct reads
 hint: write postgres://user@host/database or mysql://user@host/database; plugins bring other connectors

error[WCT_USAGE]: the address "postgres://…" does not name one database
 hint: write it like postgres://user@host/database; percent-encode special characters in its parts

error[WCT_USAGE]: "old.dump" is an archive of pg_dump
 hint: make SQL of it with \`pg_restore --file=dump.sql ARCHIVE\`, and name that
`,
  });
});

test("where nothing can be read, what was left out is said", async () => {
  project.write("p/.env", "KEY=1");
  project.write("p/pictures/a.png", "\u0089PNG\u0000\u0000");
  const { code, stderr } = await cli(["init"], project.path("p"));
  expect(code).toBe(2);
  expect(stderr).toContain(
    "there is nothing to read here; left out: .env (hidden), pictures (no readable files)\n hint: ",
  );
  expect(readdirSync(project.path("p")).toSorted()).toEqual([".env", "pictures"]);
});
