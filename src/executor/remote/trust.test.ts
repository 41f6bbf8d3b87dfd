import { describe, expect, test } from "vitest";
import type { Digest, SchemaRef } from "../../domain/index.ts";
import { startRemoteRun } from "../../testing/runs/remote-runs.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../../testing/sample-events.ts";
import { idAt, samplePlan } from "../../testing/sample-plan.ts";
import { postgresServer } from "../../testing/servers/index.ts";
import { queueTests } from "../../testing/suites/queue-tests.ts";

describe.skipIf(postgresServer === undefined)(
  "a queue in which others write [needs PostgreSQL]",
  { timeout: 30_000 },
  () => {
    const { run, parts, scriptedWorker, failureOf } = queueTests();

    /** Stores, as a worker could, something under the digest of an output before that is stored. */
    async function poisoned(data: string) {
      const { store: records } = parts();
      const made = await scriptedWorker();
      const { writer, result } = await startRemoteRun(records, parts().coordinator, samplePlan([[]]));
      const output = records.artifacts.writer();
      output.write([{ text: "text" }]);
      const staged = await output.finish(schema, {}, { stream: true });
      if (staged.kind !== "inline") throw new Error("it is small");
      const bytes = data === "own" ? `'\\x${Buffer.from(staged.data).toString("hex")}'` : data;
      await run(`INSERT INTO wct.objects (digest, stored_bytes, data) VALUES ('\\x${staged.digest}', 3, ${bytes})`);
      for (const job of await made.take()) await made.produce(job, "text");
      return { writer, result, staged };
    }

    test.each([
      ["other bytes", "'bad'"],
      ["a large object", "NULL"],
      ["too many bytes", "decode(repeat('00', 200000), 'hex')"],
    ])("an output under whose digest another worker has stored %s fails, and names no content", async (_, data) => {
      const { writer, result } = await poisoned(data);
      expect(await result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_OUTPUT_INVALID" } });
      expect((await run("SELECT 1 FROM wct.objects WHERE is_committed")).length).toBe(0);
      expect(await failureOf(writer.run)).toMatchObject({ hint: "check who may write in the store's database" });
    });

    test("an output that another worker has stored as well is recorded", async () => {
      expect(await (await poisoned("own")).result).toMatchObject({ outcome: "completed" });
    });

    test("small content of a coordinator replaces what a worker has stored under its digest, and is visible", async () => {
      const { store: records } = parts();
      const { staged } = await poisoned("'bad'");
      const writer = await records.executions.createRun(new Date());
      const events = numberEvents(writer.run)(runStarted(), ...artifactProduced(idAt(0), staged));
      await writer.append({ events, objects: [staged] });
      expect(await records.artifacts.verify(staged.digest)).toBe("intact");
      const visible: string[] = [];
      for await (const digest of records.artifacts.digests()) visible.push(digest);
      expect(visible).toContain(staged.digest);
      await writer.close();
    });

    test("a coordinator that was paused takes nothing of the one that has taken its run over", async () => {
      const made = await scriptedWorker();
      const { store: records, coordinator: jobQueue } = parts();
      const controller = new AbortController();
      const { signal } = controller;
      const { writer, result } = await startRemoteRun(records, jobQueue, samplePlan([[]]), { signal });
      const [job] = await made.take();
      if (job === undefined) throw new Error("the job is there");
      await run("UPDATE wct.runs SET lease_until = clock_timestamp()");
      const next = (await records.executions.adoptRun?.(writer.run))?.writer;
      const [paused, holder] = [writer, next].map((of) => ({ run: writer.run, writer: of?.id ?? "" }));
      if (paused === undefined || holder === undefined) throw new Error("both have an id");
      await made.produce(job, "text");
      expect(await jobQueue.updates(paused, [])).toEqual({ reports: [], outcomes: [] });
      await expect(jobQueue.withdraw(paused, [job.id])).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
      await expect(jobQueue.submit(paused, [], [])).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
      expect((await jobQueue.updates(holder, [])).outcomes).toMatchObject([{ job: job.id }]);
      controller.abort();
      await expect(result).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
      expect((await jobQueue.updates(holder, [])).outcomes).toHaveLength(1);
      await next?.close();
    });

    test("a run whose coordinator gave up is taken over, unless it was resumed", async () => {
      const { store: records, coordinator: jobQueue } = parts();
      const writer = await records.executions.createRun(new Date());
      await jobQueue.mark(writer.run, { mode: "all", plan: "0".repeat(64) as Digest });
      await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
      expect(await jobQueue.abandoned()).toEqual([]);
      await writer.close();
      expect(await jobQueue.abandoned()).toEqual([{ run: writer.run, mode: "all" }]);
      await jobQueue.clear(writer.run);
      expect(await jobQueue.abandoned()).toEqual([]);
    });

    test("a coordinator that was paused cannot continue a run that another has resumed", async () => {
      const { store: records, coordinator: jobQueue } = parts();
      const writer = await records.executions.createRun(new Date());
      await jobQueue.mark(writer.run, { mode: "all", plan: "0".repeat(64) as Digest });
      const events = numberEvents(writer.run);
      await writer.append({ events: events(runStarted()), objects: [] });
      await run("UPDATE wct.runs SET lease_until = clock_timestamp()");
      await jobQueue.clear(writer.run);
      const append = writer.append({ events: events(runFinished("completed")), objects: [] });
      await expect(append).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
      await writer.close();
    });
  },
);

const schema = "standard_input:1.0.0" as SchemaRef;
