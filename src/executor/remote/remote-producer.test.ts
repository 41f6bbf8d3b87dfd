import { describe, expect, test } from "vitest";
import { ScriptedWorker, startRemoteRun } from "../../testing/runs/remote-runs.ts";
import { idAt, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import { postgresServer } from "../../testing/servers/index.ts";
import { queueTests } from "../../testing/suites/queue-tests.ts";
import { jobId } from "./job-id.ts";

describe.skipIf(postgresServer === undefined)("jobs through a database [needs PostgreSQL]", { timeout: 30_000 }, () => {
  const { run, count, parts, scriptedWorker, eventsOf } = queueTests();

  test("the job of an attempt always has the same id", () => {
    const id = jobId(sampleRun, idAt(0), 1);
    expect(jobId(sampleRun, idAt(0), 1)).toBe(id);
    const others = [jobId(sampleRun, idAt(1), 1), jobId(sampleRun, idAt(0), 2)];
    expect(new Set([id, ...others]).size).toBe(3);
  });

  test("a graph is made, each outcome is recorded once with its content, and consumed", async () => {
    const made = await scriptedWorker();
    const { writer, result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[], [0], [1]]));
    for (let n = 0; n < 3; n++) for (const job of await made.take()) await made.produce(job, `text ${n}`);
    expect(await result).toMatchObject({ outcome: "completed", counts: { completed: 3 } });
    const attempts = (await eventsOf(writer.run)).filter(({ type }) => type === "artifact.attempted");
    expect(attempts).toHaveLength(3);
    expect((await parts().store.executions.verifyChain(writer.run)).damage).toEqual([]);
    expect([await count("outcomes"), await count("claims")]).toEqual([0, 0]);
    expect(Number((await run("SELECT count(*) FROM wct_jobs.job"))[0]?.[0])).toBe(0);
  });

  test("jobs are announced to as few workers with free slots as they need, first to those that made the inputs", async () => {
    const workers = [await scriptedWorker(), await scriptedWorker(), await scriptedWorker()];
    const told: (readonly string[] | null)[] = [];
    const listening = await parts().worker.listen({ jobs: (ids) => void told.push(ids), withdrawn: () => undefined });
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[], [0], [1]]));
    for (let n = 0; n < 3; n++) {
      // The one that is not named first when all are free.
      const [made] = workers.toSorted((a, b) => (a.facts.id < b.facts.id ? 1 : -1));
      for (const job of (await made?.take()) ?? []) await made?.produce(job, `text ${n}`);
    }
    expect(await result).toMatchObject({ outcome: "completed", counts: { completed: 3 } });
    listening.close();
    const ids = workers.map(({ facts }) => facts.id).toSorted();
    expect(told).toEqual([[ids[0]], [ids[2]], [ids[2]]]);
  });

  test("an outcome that another process has recorded is not recorded again", async () => {
    const made = await scriptedWorker();
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
    const [job] = await made.take();
    await run(`CREATE FUNCTION wct.gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER gone BEFORE DELETE ON wct.outcomes FOR EACH ROW EXECUTE FUNCTION wct.gone()`);
    if (job !== undefined) await made.produce(job, "text");
    await expect(result).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
  });

  test("only the worker that holds a job completes it: a late one changes nothing", async () => {
    const [late, other] = [await scriptedWorker(), await scriptedWorker()];
    const { writer, result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
    const [first] = await late.take();
    await run(`UPDATE wct.workers SET lease_until = clock_timestamp() WHERE id = '${late.facts.id}'`);
    await parts().coordinator.sweep();
    await run("UPDATE wct_jobs.job SET start_after = now()");
    const [second] = await other.take();
    if (first === undefined || second === undefined) throw new Error("both took the job");
    expect([second.id, second.claim]).toEqual([first.id, first.claim + 1]);
    await late.produce(first, "late");
    await other.produce(second, "in time");
    expect(await result).toMatchObject({ outcome: "completed" });
    const attempts = (await eventsOf(writer.run)).filter(({ type }) => type === "artifact.attempted");
    expect(attempts).toHaveLength(1);
    expect(await parts().worker.renew(late.facts.id, { leaseMs: 1000, holds: [] })).toBeNull();
  });

  test("a worker that counts as lost takes nothing: its jobs would be nobody's", async () => {
    const [late, other] = [await scriptedWorker(), await scriptedWorker()];
    await run(`UPDATE wct.workers SET lease_until = clock_timestamp() WHERE id = '${late.facts.id}'`);
    await parts().coordinator.sweep();
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
    while ((await run("SELECT 1 FROM wct_jobs.job")).length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await parts().worker.take(late.facts, 1)).toEqual([]);
    const [job] = await other.take();
    if (job === undefined) throw new Error("the job is there for others");
    await other.produce(job, "made");
    expect(await result).toMatchObject({ outcome: "completed" });
  });

  test("a job that every worker refuses fails with what differs; one that is given back costs nothing", async () => {
    const [one, two] = [await scriptedWorker(), await scriptedWorker()];
    const { writer, result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
    for (let n = 0; n < 6; n++) for (const job of await one.take()) await parts().worker.giveBack(job, null);
    for (const job of await one.take()) await parts().worker.giveBack(job, "the variable A has another value");
    const other = await parts().store.jobs?.forWorker();
    const second = new ScriptedWorker(other ?? parts().worker, parts().store);
    await run(`UPDATE wct.workers SET ended = 'left' WHERE id = '${two.facts.id}'`);
    await second.register();
    for (const job of await second.take()) await other?.giveBack(job, 'the plugin "p" has other files');
    expect(await result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_WORKER_UNFIT" } });
    const failed = (await eventsOf(writer.run)).find(({ type }) => type === "artifact.failed");
    expect(failed).toMatchObject({
      failure: {
        message:
          'no worker may make it: elsewhere: the plugin "p" has other files; elsewhere: the variable A has another value',
      },
    });
    await other?.close();
  });

  for (const [what, change] of [
    ["is no outcome", () => ({ outcome: "produced" })],
    ["has another schema", (good: object) => ({ ...good, message: { ...at(good, "message"), schema: "other:1.0.0" } })],
    [
      "names content that is not there",
      (good: object) => ({ ...good, object: { ...at(good, "object"), digest: "f".repeat(64) } }),
    ],
    ["claims another size", (good: object) => ({ ...good, message: { ...at(good, "message"), bytes: 1 } })],
  ] as const) {
    test(`a forged outcome fails the artifact: it ${what}`, async () => {
      const made = await scriptedWorker();
      const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]));
      for (const job of await made.take()) await made.produce(job, "text", change);
      expect(await result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_OUTPUT_INVALID" } });
    });
  }

  test("a cancelled run takes its jobs back, and tells the worker", async () => {
    const made = await scriptedWorker();
    const withdrawn: string[] = [];
    const listening = await parts().worker.listen({
      jobs: () => undefined,
      withdrawn: (job) => void withdrawn.push(job),
    });
    const controller = new AbortController();
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]), {
      signal: controller.signal,
    });
    const [job] = await made.take();
    controller.abort();
    expect(await result).toMatchObject({ outcome: "cancelled" });
    await expect.poll(() => withdrawn).toEqual([job?.id]);
    listening.close();
  });

  test("a worker that renews its lease learns which of its jobs were withdrawn, whatever it heard", async () => {
    const made = await scriptedWorker();
    const controller = new AbortController();
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]), {
      signal: controller.signal,
    });
    const holds = await made.take();
    const renew = () => parts().worker.renew(made.facts.id, { leaseMs: 60_000, holds });
    expect(await renew()).toEqual([]);
    controller.abort();
    expect(await result).toMatchObject({ outcome: "cancelled" });
    expect(await renew()).toEqual(holds.map(({ id, claim }) => ({ id, claim })));
  });

  test("a wait for labels that no worker has is told once", async () => {
    await scriptedWorker(["gpu"]);
    await scriptedWorker(["zone:us"]);
    const { result, said } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[], []]), {
      labels: ["zone:eu"],
    });
    await expect.poll(() => said).toEqual(["waiting for a worker with zone:eu; 2 workers are there, neither has it"]);
    const made = await scriptedWorker(["zone:eu"]);
    for (let n = 0; n < 2; n++) for (const job of await made.take()) await made.produce(job, "text");
    expect(await result).toMatchObject({ outcome: "completed" });
    expect(said).toHaveLength(1);
  });
});

function at(of: object, key: string): object {
  const value: unknown = Reflect.get(of, key);
  return typeof value === "object" && value !== null ? value : {};
}
