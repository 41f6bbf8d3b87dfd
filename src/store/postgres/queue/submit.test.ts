import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ArtifactId, Digest } from "../../../domain/index.ts";
import { postgresServer } from "../../../testing/servers/index.ts";
import { queueTests } from "../../../testing/suites/queue-tests.ts";

/** Until somebody waits for this transaction, or has submitted a job. */
const untilItWaits = `DO $$BEGIN
  FOR i IN 1..1000 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN EXISTS (SELECT 1 FROM wct_jobs.job) OR EXISTS (SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND pg_backend_pid() = ANY(pg_blocking_pids(pid)));
    PERFORM pg_sleep(0.01);
  END LOOP;
END$$`;
const plan = "0".repeat(64) as Digest;

describe.skipIf(postgresServer === undefined)("submitting jobs [needs PostgreSQL]", () => {
  const { run, parts } = queueTests();

  test("a coordinator whose run is taken over meanwhile submits nothing", async () => {
    const { store, coordinator } = parts();
    const writer = await store.executions.createRun(new Date());
    await coordinator.mark(writer.run, { mode: "all", plan });
    const artifact = "a" as ArtifactId;
    const order = { run: writer.run, plan, artifact, attempt: 1, inputs: [], startedAt: "", wct: "", files: null };
    const job = { id: randomUUID(), labels: [], priority: 0, order };
    await run("BEGIN");
    await run("UPDATE wct.runs SET writer = 'another'");
    const submitted = coordinator.submit({ run: writer.run, writer: writer.id ?? "" }, [job], []);
    const refused = expect(submitted).rejects.toThrow("recorded by another process");
    await run(untilItWaits);
    await run("COMMIT");
    await refused;
    expect(await run("SELECT 1 FROM wct_jobs.job")).toEqual([]);
  });
});
