import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { pause } from "../support/faults.ts";
import { type Finished, finished, RemoteProject } from "../support/remote-project.ts";

const slow = { timeout: 60_000 };

describe.skipIf(postgresServer === undefined)("a coordinator that stands by [needs PostgreSQL]", slow, () => {
  let database: StoreDatabase;
  let remote: RemoteProject;
  let standby: { readonly child: ChildProcess; readonly ended: Promise<Finished>; readonly said: () => string };

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
    remote = new RemoteProject(() => database);
    await remote.worker();
    const child = remote.start(["coordinator"]);
    let said = "";
    child.stderr?.on("data", (data: Buffer) => {
      said += data.toString();
    });
    standby = { child, ended: finished(child), said: () => said };
    await until(() => standby.said().includes("waiting for runs whose coordinator is gone"));
  });
  afterAll(async () => {
    await remote.end();
    remote.project[Symbol.dispose]();
    await database.drop();
  });

  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) {
      if (standby?.child.exitCode !== null) throw new Error(`the standby ended: ${standby?.said()}`);
      await pause(20);
    }
  }

  const latest = async (): Promise<readonly unknown[]> =>
    (await database.run("SELECT id, outcome FROM wct.runs ORDER BY run_key DESC LIMIT 1"))[0] ?? [];

  /** Starts a run, kills its coordinator while a worker makes `word`, and ends its lease. */
  async function abandoned(word: string): Promise<string> {
    remote.runbook(
      `  ${word}: { source: { type: say, properties: { word: ${word}, ms: 1500 } } }\n  all: { inputs: [${word}], output: true }\n`,
    );
    const run = remote.start(["run", "--remote=all", "-q"]);
    const ended = finished(run);
    await remote.maker(word);
    run.kill("SIGKILL");
    await ended;
    const [id] = await latest();
    await database.run("UPDATE wct.runs SET lease_until = clock_timestamp() WHERE outcome IS NULL");
    return String(id);
  }

  test("takes over each run whose coordinator was killed, one after the other, and leaves nothing behind", async () => {
    for (const word of ["first", "second"]) {
      const id = await abandoned(word);
      await until(async () => (await latest())[1] !== null);
      expect(await latest()).toEqual([id, "completed"]);
      await until(() => standby.said().includes(`${id}: completed`));
      expect(standby.said()).toContain(`${id}: its coordinator is gone; it goes on here`);
      expect((await remote.wct(["inspect", id, "all"])).stdout).toContain(word);
      const verified = await remote.wct(["verify", id]);
      expect(verified, verified.stdout + verified.stderr).toMatchObject({ code: 0 });
    }
    const [left] = await database.run(
      "SELECT (SELECT count(*) FROM wct_jobs.job) + (SELECT count(*) FROM wct.claims) + (SELECT count(*) FROM wct.outcomes)",
    );
    expect(Number(left?.[0])).toBe(0);
  });

  test("leaves a run alone whose coordinator is alive", async () => {
    const before = standby.said();
    remote.runbook("  alive: { source: { type: say, properties: { word: x, ms: 2500 } } }\n");
    const made = await remote.wct(["run", "--remote=all", "-q"]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect(standby.said()).toBe(before);
  });

  test("ends when it is told to", async () => {
    const before = standby.said();
    standby.child.kill("SIGTERM");
    expect(await standby.ended).toMatchObject({ code: 0 });
    expect(standby.said(), "there is nothing to cancel").toBe(before);
  });
});
