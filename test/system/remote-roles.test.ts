import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type PrivatePostgres, postgresPrograms, privatePostgres } from "../../src/testing/servers/index.ts";
import { runCli } from "../support/cli.ts";
import { pause } from "../support/faults.ts";
import { finished, RemoteProject } from "../support/remote-project.ts";

const slow = { timeout: 60_000 };
const word = (id: string, ms = 0): string =>
  `  ${id}: { source: { type: say, properties: { word: ${id}, ms: ${ms} } } }\n`;

describe.skipIf(postgresPrograms === undefined)(
  "with roles in the database [needs programs of PostgreSQL]",
  slow,
  () => {
    let server: PrivatePostgres;
    let remote: RemoteProject;
    const as = (role: string) => ({ WCT_STORE: server.url.replace("owner@", `${role}@`) });
    const cli = (role: string, ...args: string[]) => runCli(args, { cwd: remote.project.path("main"), env: as(role) });
    /** What somebody does who has stolen the account of a worker. */
    const thief = (sql: string) => server.run(`SET ROLE a_worker; ${sql}`);

    beforeAll(async () => {
      server = await privatePostgres();
      remote = new RemoteProject(() => ({ ...server, env: new Map() }));
      await remote.worker();
      for (const kind of ["reader", "worker", "coordinator"]) {
        await server.run(`CREATE ROLE a_${kind} LOGIN`);
        await server.run((await cli("owner", "runs", "grants", kind, `a_${kind}`)).stdout);
      }
    });
    beforeEach(() => remote.end());
    afterAll(async () => {
      await remote.end();
      await server[Symbol.asyncDispose]();
      remote.project[Symbol.dispose]();
    });

    /** Starts a run of one artifact that no worker makes before the thief has done its work. */
    async function begin(id: string, ms = 0) {
      remote.runbook(word(id, ms));
      const run = remote.start(["run", "--remote=all", "-q"], "main", as("a_coordinator"));
      const ended = finished(run);
      for (;;) {
        const [job] = await server.run(
          `SELECT id::text, data->>'run', data->>'plan' FROM wct_jobs.job WHERE data->>'artifact' = '${id}'`,
        );
        if (job !== undefined) return { ended, job: String(job[0]), run: String(job[1]), plan: String(job[2]) };
        await pause(20);
      }
    }

    const committed = async () =>
      await server.run(
        "SELECT encode(digest, 'hex'), bytes, elements, md5(data) FROM wct.objects WHERE is_committed ORDER BY 1",
      );

    test("a worker needs no more than the rights of a worker, and the machine that runs no more than a coordinator's", async () => {
      remote.runbook(word("a") + "  big: { source: { type: say, properties: { word: b, times: 200000 } } }\n");
      await remote.worker([], "main", as("a_worker"));
      const made = await remote.wct(["run", "--remote=all", "-q"], "main", as("a_coordinator"));
      expect(made, made.stderr).toMatchObject({ code: 0 });
      for (const args of [["inspect", "latest"], ["workers"], ["verify"]]) {
        const { code, stderr } = await cli("a_reader", ...args);
        expect(code, `${args[0]}: ${stderr}`).toBe(0);
      }
      for (const args of [["run", "-q"], ["worker"], ["run", "--remote=all", "-q"], ["coordinator"]]) {
        const { code, stderr } = await remote.wct(args, "main", as("a_reader"));
        expect(code, args.join(" ")).toBe(3);
        expect(stderr).toContain("WCT_STORE_");
        expect(stderr).not.toContain("    at ");
      }
    });

    test("a forged job runs nothing that is not in the plan of its run", async () => {
      // The thief gets a plan of its own into the record, as the content of an artifact that it pretends to have made.
      const { ended, job, run, plan } = await begin("first");
      const [row] = await server.run(`SELECT encode(data, 'hex') FROM wct.objects WHERE digest = '\\x${plan}'`);
      expect(row).toBeDefined();
      const other = await begin("second");
      const claim = `DELETE FROM wct_jobs.job WHERE id = '${job}'`;
      const body = JSON.stringify({
        outcome: "produced",
        message: { schema: "said:1.0.0", digest: other.plan, bytes: 1, elements: null, summary: null, kept: true },
        object: { digest: other.plan, bytes: 1, elements: null, storedBytes: 1 },
        report: { ranMs: 1, notes: [], progress: null, costs: [] },
      });
      await thief(
        `${claim}; INSERT INTO wct.outcomes (run_key, job, claim, queue, object, body)
       SELECT run_key, '${job}', 0, 'wct', '\\x${other.plan}', '${body}' FROM wct.runs WHERE id = '${run}'`,
      );
      const before = await committed();
      expect(await ended).toMatchObject({ code: 0 });
      // What the thief said of content that was committed before has changed nothing.
      expect(await committed()).toEqual(before);
      // A job of the first run that names the plan of another one.
      const forged = randomUUID();
      await thief(
        `INSERT INTO wct_jobs.job (id, name, data, retry_limit)
       SELECT '${forged}', name, data || jsonb_build_object('run', '${run}', 'plan', '${other.plan}'), 3
       FROM wct_jobs.job WHERE id = '${other.job}'`,
      );
      await remote.worker([], "main", as("a_worker"));
      expect(await other.ended).toMatchObject({ code: 0 });
      await settled(forged);
      const outcomes = await server.run(`SELECT body::text FROM wct.outcomes WHERE job = '${forged}'`);
      expect(outcomes.map(([text]) => String(text))).not.toContainEqual(expect.stringContaining("produced"));
    });

    test("forged jobs, reports and outcomes of any shape stop no worker and no run", async () => {
      const { ended, job, run } = await begin("third", 500);
      const orders = [
        "[]",
        "7",
        "null",
        '{"run": 1}',
        `{"run": "${run}"}`,
        `{"run": "${run}", "artifact": "x"}`,
        '{"run": "../x"}',
      ];
      for (const order of orders) {
        await thief(`INSERT INTO wct_jobs.job (name, data, retry_limit, priority) VALUES ('wct', '${order}', 3, 1000)`);
      }
      const reports = [
        "[]",
        "7",
        '{"ranMs": 1e308, "notes": [{"level": "info", "text": 1}], "progress": null, "costs": []}',
      ];
      for (const report of reports) {
        await thief(
          `INSERT INTO wct.reports (run_key, job, claim, body) SELECT run_key, '${job}', 0, '${report}' FROM wct.runs WHERE id = '${run}'`,
        );
      }
      await thief(
        `INSERT INTO wct.outcomes (run_key, job, claim, queue, body) SELECT run_key, '${randomUUID()}', 0, 'wct', '[]' FROM wct.runs`,
      );
      await thief(
        `INSERT INTO wct.workers (id, host, process, wct, node, labels, slots, lease_until)
       VALUES ('${randomUUID()}', E'\\x1b]0;forged\\x07', 1, 'x', 'x', '{}', 1, clock_timestamp())`,
      );
      await remote.worker([], "main", as("a_worker"));
      const { code, stderr } = await ended;
      expect(code, stderr).toBe(0);
      const { stdout } = await cli("owner", "workers");
      expect(stdout.includes(String.fromCharCode(27))).toBe(false);
      expect(await cli("owner", "verify")).toMatchObject({ code: 0 });
      for (let looks = 0; looks < 100 && (await jobs()) > 0; looks++) await pause(100);
      expect(await jobs()).toBe(0);
    });

    test("forged content is not taken for what its digest says", async () => {
      const { ended, job, run } = await begin("fourth");
      const digest = createHash("sha256").update("other").digest("hex");
      const body = JSON.stringify({
        outcome: "produced",
        message: { schema: "said:1.0.0", digest, bytes: 5, elements: null, summary: null, kept: true },
        object: { digest, bytes: 5, elements: null, storedBytes: 5 },
        report: { ranMs: 1, notes: [], progress: null, costs: [] },
      });
      await thief(
        `DELETE FROM wct_jobs.job WHERE id = '${job}';
       INSERT INTO wct.objects (digest, stored_bytes, data) VALUES ('\\x${digest}', 6, 'forged');
       INSERT INTO wct.outcomes (run_key, job, claim, queue, object, body)
       SELECT run_key, '${job}', 0, 'wct', '\\x${digest}', '${body}' FROM wct.runs WHERE id = '${run}'`,
      );
      const made = await ended;
      expect(made).toMatchObject({ code: 1 });
      expect(made.stderr + made.stdout).toContain("WCT_PRODUCE_OUTPUT_INVALID");
      expect(await cli("owner", "verify", run)).toMatchObject({ code: 0 });
      expect((await cli("owner", "inspect", run, "fourth")).code).not.toBe(0);
    });

    const jobs = async () =>
      Number((await server.run("SELECT count(*) FROM wct_jobs.job WHERE state <> 'completed'"))[0]?.[0]);

    /** Waits until a job is no longer there to be taken. */
    async function settled(job: string): Promise<void> {
      for (let looks = 0; looks < 100; looks++) {
        const rows = await server.run(
          `SELECT 1 FROM wct_jobs.job WHERE id = '${job}' AND state IN ('created', 'retry', 'active')`,
        );
        if (rows.length === 0) return;
        await pause(100);
      }
      throw new Error("the job is still there");
    }
  },
);
