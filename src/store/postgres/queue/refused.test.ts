import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CoordinatorQueue, RecordStore, WorkerQueue } from "../../../domain/index.ts";
import { ScriptedWorker, startRemoteRun } from "../../../testing/runs/remote-runs.ts";
import { samplePlan } from "../../../testing/sample-plan.ts";
import { postgresServer } from "../../../testing/servers/index.ts";
import { postgresStoreTests } from "../../../testing/suites/postgres-store.ts";

const unfit = { outcome: "failed", cause: { code: "WCT_PRODUCE_WORKER_UNFIT" } };

describe.skipIf(postgresServer === undefined)("a refused job [needs PostgreSQL]", { timeout: 30_000 }, () => {
  const { open, run } = postgresStoreTests();
  let store: RecordStore;
  let coordinator: CoordinatorQueue;
  const queues: WorkerQueue[] = [];

  beforeEach(async () => {
    store = await open();
    const made = await store.jobs?.forCoordinator();
    if (made === undefined) throw new Error("the store has a queue");
    coordinator = made;
  });
  afterEach(async () => {
    await coordinator.close();
    for (const one of queues.splice(0)) await one.close();
  });

  /** A worker with a connection of its own, as each process has. */
  async function hired() {
    const jobQueue = await store.jobs?.forWorker();
    if (jobQueue === undefined) throw new Error("the store has a queue");
    queues.push(jobQueue);
    const worker = new ScriptedWorker(jobQueue, store);
    await worker.register();
    const refuse = async () => {
      for (const job of await worker.take()) await jobQueue.giveBack(job, "it differs");
    };
    return { jobQueue, worker, refuse };
  }

  test("fails when the last worker that had not refused it is lost", async () => {
    const [one, other] = [await hired(), await hired()];
    const { result } = await startRemoteRun(store, coordinator, samplePlan([[]]));
    await one.refuse();
    await run(`UPDATE wct.workers SET lease_until = clock_timestamp() WHERE id = '${other.worker.facts.id}'`);
    expect(await result).toMatchObject(unfit);
  });

  test("fails when the last worker that had not refused it is stopped", async () => {
    const [one, other] = [await hired(), await hired()];
    const { result } = await startRemoteRun(store, coordinator, samplePlan([[]]));
    await one.refuse();
    await other.jobQueue.leave(other.worker.facts.id);
    expect(await result).toMatchObject(unfit);
  });

  test("waits for another worker when none is there", async () => {
    const [one, other] = [await hired(), await hired()];
    const { result, said } = await startRemoteRun(store, coordinator, samplePlan([[]]));
    await one.refuse();
    await one.jobQueue.leave(one.worker.facts.id);
    await other.jobQueue.leave(other.worker.facts.id);
    await coordinator.sweep();
    while (!said.includes("waiting for a worker; none is there"))
      await new Promise((resolve) => setTimeout(resolve, 5));
    const { worker } = await hired();
    for (const job of await worker.take()) await worker.produce(job, "made");
    expect(await result).toMatchObject({ outcome: "completed" });
  });

  test("may be refused again by a worker that was lost meanwhile and registered anew", async () => {
    const [one, other] = [await hired(), await hired()];
    const { result } = await startRemoteRun(store, coordinator, samplePlan([[]]));
    await one.refuse();
    await one.jobQueue.leave(one.worker.facts.id);
    const again = { ...one.worker.facts, id: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01" };
    await one.jobQueue.register({ ...again, leaseMs: 60_000 });
    const [job] = await one.jobQueue.take(again, 1);
    expect(job).toBeDefined();
    if (job !== undefined) await one.jobQueue.giveBack(job, "it differs");
    await other.refuse();
    expect(await result).toMatchObject(unfit);
  });
});
