import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CoordinatorQueue, Digest, RecordStore, RunEvent, SchemaRef, WorkerQueue } from "../../domain/index.ts";
import { ScriptedWorker, startRemoteRun } from "../../testing/runs/remote-runs.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../../testing/sample-events.ts";
import { idAt, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import { postgresServer } from "../../testing/servers/index.ts";
import { postgresStoreTests } from "../../testing/suites/postgres-store.ts";
import { jobId } from "./job-id.ts";

describe.skipIf(postgresServer === undefined)("jobs through a database [needs PostgreSQL]", { timeout: 30_000 }, () => {
  const { open, run, count } = postgresStoreTests();
  let [store, coordinator, worker]: [RecordStore?, CoordinatorQueue?, WorkerQueue?] = [];

  beforeEach(async () => {
    store = await open();
    coordinator = await store.jobs?.forCoordinator();
    worker = await store.jobs?.forWorker();
  });
  afterEach(async () => {
    await coordinator?.close();
    await worker?.close();
  });

  const parts = (): {
    readonly store: RecordStore;
    readonly coordinator: CoordinatorQueue;
    readonly worker: WorkerQueue;
  } => {
    if (store === undefined || coordinator === undefined || worker === undefined)
      throw new Error("the store has a queue");
    return { store, coordinator, worker };
  };

  async function scriptedWorker(labels: readonly string[] = []): Promise<ScriptedWorker> {
    const made = new ScriptedWorker(parts().worker, parts().store, labels);
    await made.register();
    return made;
  }

  async function eventsOf(of: RunEvent["run"]): Promise<readonly RunEvent[]> {
    const events: RunEvent[] = [];
    await parts().store.executions.eachEvent(of, (event) => void events.push(event));
    return events;
  }

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
    const stop = await parts().worker.listen({ jobs: (ids) => void told.push(ids), withdrawn: () => undefined });
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[], [0], [1]]));
    for (let n = 0; n < 3; n++) {
      // The one that is not named first when all are free.
      const [made] = workers.toSorted((a, b) => (a.facts.id < b.facts.id ? 1 : -1));
      for (const job of (await made?.take()) ?? []) await made?.produce(job, `text ${n}`);
    }
    expect(await result).toMatchObject({ outcome: "completed", counts: { completed: 3 } });
    await stop();
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

  /** A worker takes a job, and begins it or not; then its lease ends. */
  async function loseOne({ hasBegun }: { readonly hasBegun: boolean }): Promise<void> {
    const made = await scriptedWorker();
    const [job] = await made.take();
    if (job !== undefined && hasBegun) await parts().worker.report(job, begun);
    await run("UPDATE wct.workers SET lease_until = clock_timestamp() WHERE ended IS NULL");
    await parts().coordinator.sweep();
    await run("UPDATE wct_jobs.job SET start_after = now()");
  }

  const failureOf = async (of: RunEvent["run"]) =>
    (await eventsOf(of)).flatMap((event) => (event.type === "artifact.failed" ? [event.failure] : []))[0];

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

  test("a cancelled run takes its jobs back, and tells the worker", async () => {
    const made = await scriptedWorker();
    const withdrawn: string[] = [];
    const stop = await parts().worker.listen({ jobs: () => undefined, withdrawn: (job) => void withdrawn.push(job) });
    const controller = new AbortController();
    const { result } = await startRemoteRun(parts().store, parts().coordinator, samplePlan([[]]), {
      signal: controller.signal,
    });
    const [job] = await made.take();
    controller.abort();
    expect(await result).toMatchObject({ outcome: "cancelled" });
    await expect.poll(() => withdrawn).toEqual([job?.id]);
    await stop();
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

  test("a coordinator that was paused takes nothing of the one that has taken its run over", async () => {
    const made = await scriptedWorker();
    const { store: records, coordinator: jobQueue } = parts();
    const controller = new AbortController();
    const { signal } = controller;
    const { writer, result } = await startRemoteRun(records, jobQueue, samplePlan([[]]), { signal });
    const [job] = await made.take();
    if (job === undefined) throw new Error("the job is there");
    await run("UPDATE wct.runs SET lease_until = clock_timestamp()");
    const next = await records.executions.adoptRun?.(writer.run);
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

const schema = "standard_input:1.0.0" as SchemaRef;

const begun = { thread: 0, ranMs: 1, notes: [], progress: null, costs: [] };

function at(of: object, key: string): object {
  const value: unknown = Reflect.get(of, key);
  return typeof value === "object" && value !== null ? value : {};
}
