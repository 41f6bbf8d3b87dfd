import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { pause } from "../support/faults.ts";
import { finished, RemoteProject } from "../support/remote-project.ts";

const slow = { timeout: 60_000 };

/** What makes a coordinator wait just before its run is recorded, or before its jobs are submitted. */
const moments = {
  recorded: {
    hold: "SELECT pg_advisory_xact_lock(1, 1)",
    // It has looked for outcomes, so jobs that do not wait for the record would be there.
    waits:
      "l.locktype = 'advisory' AND EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'wct.reports')",
  },
  submitted: {
    hold: "LOCK TABLE wct_jobs.job IN SHARE ROW EXCLUSIVE MODE",
    waits: "a.query ~ 'INSERT INTO wct_jobs.job'",
  },
} as const;

/** The first events of a remote run wait before they lock the run's row, for which a submission would wait itself. */
const firstEventsWait = `
  CREATE FUNCTION wct.held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM wct.runs WHERE remote IS NOT NULL AND events = 0) THEN
      PERFORM pg_advisory_xact_lock(1, 1);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER held BEFORE UPDATE OF events ON wct.runs EXECUTE FUNCTION wct.held()`;

describe.skipIf(postgresServer === undefined)("the beginning of a run on workers [needs PostgreSQL]", slow, () => {
  let database: StoreDatabase;
  let remote: RemoteProject;

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
    remote = new RemoteProject(() => database);
    await remote.worker();
    await database.run(firstEventsWait);
  });
  afterAll(async () => {
    await remote.end();
    remote.project[Symbol.dispose]();
    await database.drop();
  });

  /** Starts a run, and kills its coordinator while it waits for what `hold` locks. Returns the run. */
  async function killedAt({ hold, waits }: (typeof moments)[keyof typeof moments]): Promise<string> {
    await database.run(`BEGIN; ${hold}`);
    const run = remote.start(["run", "--remote=all", "-q"]);
    const ended = finished(run);
    // What a transaction has seen of the activity stays as it was until it is told to forget it.
    const waiting = `SELECT pg_stat_clear_snapshot();
      SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE a.datname = current_database() AND NOT l.granted AND ${waits}`;
    while ((await database.run(waiting)).length === 0) {
      expect(run.exitCode).toBeNull();
      await pause(20);
    }
    run.kill("SIGKILL");
    await ended;
    await database.run("COMMIT");
    await database.run("UPDATE wct.runs SET lease_until = clock_timestamp() WHERE outcome IS NULL");
    return String((await database.run("SELECT id FROM wct.runs ORDER BY run_key DESC LIMIT 1"))[0]?.[0]);
  }

  async function left(): Promise<number> {
    const tables = ["wct_jobs.job", "wct.claims", "wct.outcomes", "wct.reports"];
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
    return Number((await database.run(`SELECT ${counts.join(" + ")}`))[0]?.[0]);
  }

  test("a coordinator that is killed before the record has its run leaves no job, and the worker makes others", async () => {
    remote.runbook("  lost: { source: { type: say, properties: { word: lost } } }\n");
    const run = await killedAt(moments.recorded);
    expect(await left()).toBe(0);
    const adopted = await remote.wct(["run", "--adopt", run, "-q"]);
    expect(adopted.stderr).toContain(run);
    expect(adopted.code).not.toBe(0);
    const next = await remote.wct(["run", "--remote=all", "-q"]);
    expect(next, next.stderr).toMatchObject({ code: 0 });
    expect(await left()).toBe(0);
  });

  test("one that is killed before the jobs of its run are there is replaced by another, which submits them", async () => {
    remote.runbook("  late: { source: { type: say, properties: { word: late } } }\n");
    const run = await killedAt(moments.submitted);
    const adopted = await remote.wct(["run", "--adopt", run, "-q"]);
    expect(adopted, adopted.stderr).toMatchObject({ code: 0 });
    expect((await remote.wct(["inspect", run, "late"])).stdout).toContain("late");
    expect(await left()).toBe(0);
  });
});
