import { afterEach, beforeEach } from "vitest";
import type { CoordinatorQueue, RecordStore, RunEvent, WorkerQueue } from "../../domain/index.ts";
import { ScriptedWorker } from "../runs/remote-runs.ts";
import { postgresStoreTests } from "./postgres-store.ts";

export interface QueueTestParts {
  readonly store: RecordStore;
  readonly coordinator: CoordinatorQueue;
  readonly worker: WorkerQueue;
}

/** Gives each test of a file an empty database with a queue, and closes what the test opens. */
export function queueTests() {
  const { open, run, count } = postgresStoreTests();
  let current: QueueTestParts | null = null;

  beforeEach(async () => {
    const store = await open();
    const [coordinator, worker] = [await store.jobs?.forCoordinator(), await store.jobs?.forWorker()];
    if (coordinator === undefined || worker === undefined) throw new Error("the store has a queue");
    current = { store, coordinator, worker };
  });
  afterEach(async () => {
    await current?.coordinator.close();
    await current?.worker.close();
  });

  const parts = (): QueueTestParts => {
    if (current === null) throw new Error("the store is open");
    return current;
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

  const failureOf = async (of: RunEvent["run"]) =>
    (await eventsOf(of)).flatMap((event) => (event.type === "artifact.failed" ? [event.failure] : []))[0];

  return { run, count, parts, scriptedWorker, eventsOf, failureOf };
}
