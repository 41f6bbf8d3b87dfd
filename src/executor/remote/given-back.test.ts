import { expect, test } from "vitest";
import type { CoordinatorQueue, RemoteReport, RunEvent, WorkerQueue } from "../../domain/index.ts";
import { ScriptedWorker, startRemoteRun } from "../../testing/runs/remote-runs.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { postgresServer } from "../../testing/servers/index.ts";
import { postgresStoreTests } from "../../testing/suites/postgres-store.ts";

const database = postgresServer === undefined ? undefined : postgresStoreTests();
const begun: RemoteReport = { thread: 0, ranMs: 1, notes: [], progress: null, costs: [] };

test.skipIf(database === undefined)(
  "a job that its worker gives back is told of, and the wait for another worker too [needs PostgreSQL]",
  { timeout: 30_000 },
  async () => {
    const store = await database!.open();
    const coordinator = required(await store.jobs?.forCoordinator());
    const jobQueue = required(await store.jobs?.forWorker());
    const worker = new ScriptedWorker(jobQueue, store);
    await worker.register();
    const { writer, result, said } = await startRemoteRun(store, coordinator, samplePlan([[]]));
    for (const job of await worker.take()) {
      await jobQueue.report(job, begun);
      while (!(await events()).some(({ type }) => type === "artifact.started")) await turn();
      await jobQueue.giveBack(job, null);
    }
    await jobQueue.leave(worker.facts.id);
    while (!said.includes("waiting for a worker; none is there")) await turn();
    const other = new ScriptedWorker(jobQueue, store);
    await other.register();
    for (const job of await other.take()) await other.produce(job, "made");
    expect(await result).toMatchObject({ outcome: "completed" });
    expect(await events()).toContainEqual(
      expect.objectContaining({ type: "artifact.noted", text: "its worker was stopped; it starts again on another" }),
    );
    const ended = (await events()).find(({ type }) => type === "artifact.attempted");
    expect(ended).toMatchObject({ lost: [{ worker: worker.facts.id, reason: "given-back" }] });
    await coordinator.close();
    await jobQueue.close();

    async function events(): Promise<readonly RunEvent[]> {
      const all: RunEvent[] = [];
      await store.executions.eachEvent(writer.run, (event) => void all.push(event)).catch(() => undefined);
      return all;
    }
  },
);

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

function required<Queue extends CoordinatorQueue | WorkerQueue>(queue: Queue | undefined): Queue {
  if (queue === undefined) throw new Error("the store has a queue");
  return queue;
}
