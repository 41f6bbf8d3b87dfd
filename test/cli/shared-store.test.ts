import { existsSync, readdirSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openRecordStore } from "../../src/store/index.ts";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { type CliResult, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const password = "pa55-of-the-database";
const secret = "planted-secret-of-a-source";

const runbook = `name: Audit
description: What the texts hold
config: { secrets: [TOKEN] }
artifacts:
  texts:
    source: { type: filesystem, properties: { path: data } }
  personal_data:
    inputs: texts
    process: { type: personal_data }
    output: true
`;

describe.skipIf(postgresServer === undefined)("a shared record in PostgreSQL [needs PostgreSQL]", () => {
  let database: StoreDatabase;
  let project: Project;
  const said: string[] = [];

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.run("DROP SCHEMA IF EXISTS wct CASCADE");
    project = makeProject();
    project.write("data/a.txt", "Write to ada@example.org or call +49 30 901820.");
    project.write("runbook.yaml", runbook);
    said.splice(0);
  });
  afterEach(() => project[Symbol.dispose]());

  /** The URL with a password that the server, which trusts this machine, does not ask for. */
  const url = (): string => database.url.replace("@", `:${password}@`);

  async function wct(...args: readonly string[]): Promise<CliResult> {
    const result = await runCli(args, { cwd: project.dir, env: { WCT_STORE: url(), TOKEN: secret } });
    said.push(result.stdout, result.stderr);
    return result;
  }

  async function recorded(): Promise<string> {
    const result = await wct("run", "runbook.yaml");
    expect(result, result.stderr).toMatchObject({ code: 0 });
    return /run_\d+_\d+/.exec(result.stderr + result.stdout)?.[0] ?? "";
  }

  test("every read command works on it, from any folder, and no store is made there", async () => {
    const run = await recorded();
    expect((await wct("runs")).stdout).toContain(run);
    expect((await wct("verify", "latest")).stdout).toContain(`${run}  intact`);
    const commands = [
      ["inspect", "latest"],
      ["inspect", "latest", "personal_data", "--json"],
      ["timeline", run],
      ["visualise", run, "--format", "mermaid"],
      ["replay", run],
      ["findings", run],
      ["check", run, "--fail-on", "special-category"],
      ["diff", run, run],
      ["export", run, "personal_data", "--format", "csv", "-o", "findings.csv"],
      ["runs", "show", run],
      ["runs", "export", run, "audit.wctrun", "--with-raw"],
      ["verify", "audit.wctrun"],
      ["run", "runbook.yaml", "--incremental"],
      ["runs", "prune", "--keep", "1", "--yes"],
      ["runs", "prune", "--raw", "--yes"],
      ["runs", "erase", "--subject", "ada@example.org", "--yes"],
    ];
    for (const command of commands) {
      const { code, stderr } = await wct(...command);
      expect(code, `wct ${command.join(" ")}: ${stderr}`).toBe(0);
    }
    expect(existsSync(project.path(".wct"))).toBe(false);
    expect(said.join("\n")).not.toContain(password);
  });

  test("nothing prints the password: not the next commands, and no error", async () => {
    const place = url().replace("postgres://", "postgresql://");
    const options = { cwd: project.dir };
    const ran = await runCli(["run", "runbook.yaml", "--store", place], options);
    expect(ran.stderr).toContain(`--store ${database.url}`);
    const results = [ran, await runCli(["check", "latest", "--fail-on", "high", "--store", place], options)];
    for (const wrong of [
      `${place}_gone`,
      place.replace(/:\d+\//, ":1/"),
      `${place}#x`,
      place.replace("/wct", "/a/wct"),
    ]) {
      const failed = await runCli(["runs", "--store", wrong], options);
      expect(failed.code, failed.stdout).toBeGreaterThan(1);
      results.push(failed, await runCli(["runs", "--json", "--store", wrong], options));
    }
    for (const { stdout, stderr } of results) expect(stdout + stderr).not.toContain(password);
  });

  test("an option is stronger than the variable", async () => {
    await recorded();
    expect((await wct("runs", "--store", "other")).code).toBe(3);
  });

  test("no table has a secret or the password", async () => {
    await recorded();
    const tables = await database.run("SELECT tablename FROM pg_tables WHERE schemaname = 'wct' ORDER BY 1");
    expect(tables.length).toBeGreaterThan(5);
    for (const [table] of tables) {
      for (const row of await database.run(`SELECT * FROM wct.${table}`)) {
        const text = row.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value));
        expect(text.join("\n")).not.toContain(secret);
        expect(text.join("\n")).not.toContain(password);
      }
    }
    const exported = await wct("inspect", "latest", "texts", "--raw");
    expect(exported.stdout).not.toContain(secret);
  });

  test("what the administrator of the database takes from the end of a record is noticed with the head hash", async () => {
    const run = await recorded();
    const head = /head ([0-9a-f]{64})/.exec((await wct("verify", run)).stdout)?.[1] ?? "";
    await database.run(`DELETE FROM wct.frames WHERE first_seq = (SELECT max(first_seq) FROM wct.frames);
      UPDATE wct.runs SET (events, head) = (SELECT last_seq, hash FROM wct.frames ORDER BY first_seq DESC LIMIT 1)`);
    const store = await openRecordStore({ url: database.url, env: database.env, mode: "write" });
    await store.executions.rebuild();
    await store.close();
    const plain = await wct("verify", run);
    expect(plain).toMatchObject({ code: 0, stdout: expect.stringContaining("intact") });
    expect(plain.stderr).toContain("no head of 1 run is stored outside of the database");
    const compared = await wct("verify", run, "--head", head);
    expect(compared).toMatchObject({ code: 3, stdout: expect.stringContaining("damaged"), stderr: "" });
  });

  test("a run is copied there and back with the same digests and head hash", async () => {
    const local = { cwd: project.dir };
    const ran = await runCli(["run", "runbook.yaml"], local);
    expect(ran.code, ran.stderr).toBe(0);
    const before = await runCli(["runs", "show", "latest", "--json"], local);
    const there = await runCli(["runs", "copy", "latest", "--to", url()], local);
    expect(there, there.stderr).toMatchObject({ code: 0 });
    expect(there.stdout).toContain(`to ${database.url}: `);
    expect(there.stdout).not.toContain(password);
    expect((await runCli(["runs", "copy", "latest", "--to", url()], local)).stdout).toContain("is already in");
    const back = await wct("runs", "copy", "latest", "--to", "again", "--json");
    expect(JSON.parse(back.stdout)).toMatchObject({ kind: "Copy", outcome: "copied", to: "again", leftOut: 0 });
    const after = await runCli(["runs", "show", "latest", "--json", "--store", "again"], local);
    const facts = ({ stdout }: CliResult) => {
      const { run, kept, runbookDigest, planDigest } = JSON.parse(stdout);
      return { run, kept, runbookDigest, planDigest };
    };
    expect(facts(after)).toEqual(facts(before));
    const verified = await runCli(["verify", "latest", "--store", "again"], local);
    expect(verified.stdout.replace("again", "")).toContain("intact");
    expect(verified.stdout).toContain(/head ([0-9a-f]+)/.exec(there.stdout)?.[1]);
    expect(said.join("\n")).not.toContain(password);
  });

  test("a copy can leave raw content out", async () => {
    await recorded();
    const copied = await wct("runs", "copy", "latest", "--to", "derived", "--without-raw");
    expect(copied.stderr).toContain("content that may identify people was left out (1 object)");
    expect((await wct("verify", "latest", "--store", "derived")).code).toBe(0);
    expect(readdirSync(project.path("derived/objects"))).toEqual([]);
  });
});
