import { describe, expect, test } from "vitest";
import { startRemoteRun } from "../../testing/runs/remote-runs.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { postgresServer } from "../../testing/servers/index.ts";
import { queueTests } from "../../testing/suites/queue-tests.ts";

describe.skipIf(postgresServer === undefined)(
  "jobs whose workers are lost [needs PostgreSQL]",
  { timeout: 30_000 },
  () => {
    const { run, parts, scriptedWorker, eventsOf, failureOf } = queueTests();

    /** A worker takes a job, and begins it or not; then its lease ends. */
    async function loseOne({ hasBegun }: { readonly hasBegun: boolean }): Promise<void> {
      const made = await scriptedWorker();
      const [job] = await made.take();
      if (job !== undefined && hasBegun) await parts().worker.report(job, begun);
      await run("UPDATE wct.workers SET lease_until = clock_timestamp() WHERE ended IS NULL");
      await parts().coordinator.sweep();
      await run("UPDATE wct_jobs.job SET start_after = now()");
    }

    test("a job whose workers are lost four times fails", async () => {
      const { writer, result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
      for (let n = 0; n < 4; n++) await loseOne({ hasBegun: true });
      expect(await result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_WORKER_LOST" } });
      expect(await failureOf(writer.run)).toMatchObject({
        message: "4 workers were lost while they made it, the last on host elsewhere",
      });
    });

    test("a worker that is lost before it begins a job counts as no loss of the job, and the record has none", async () => {
      const { writer, result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
      for (let n = 0; n < 6; n++) await loseOne({ hasBegun: false });
      for (let n = 0; n < 3; n++) await loseOne({ hasBegun: true });
      const made = await scriptedWorker();
      for (const job of await made.take()) await made.produce(job, "text");
      expect(await result).toMatchObject({ outcome: "completed" });
      const events = await eventsOf(writer.run);
      const attempted = events.find(({ type }) => type === "artifact.attempted");
      expect(attempted).toMatchObject({ lost: [{ host: "elsewhere" }, {}, {}] });
      const notes = events.flatMap((event) => (event.type === "artifact.noted" ? [event.text] : []));
      expect(notes).toContain("the worker on host elsewhere was lost before it began; another takes it");
    });

    test("a job whose workers are lost before they begin it fails after the eleventh", async () => {
      const { writer, result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
      for (let n = 0; n < 11; n++) await loseOne({ hasBegun: false });
      expect(await result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_WORKER_LOST" } });
      expect(await failureOf(writer.run)).toMatchObject({
        message: "11 workers were lost that took it and had not begun, the last on host elsewhere",
      });
    });
  },
);

const begun = { thread: 0, ranMs: 1, notes: [], progress: null, costs: [] };
