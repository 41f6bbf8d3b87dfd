import type { JobQueue } from "../../../domain/index.ts";
import type { Database } from "../database.ts";
import { startBoss } from "./boss.ts";
import { PostgresCoordinatorQueue } from "./coordinator-queue.ts";
import type { QueueParts } from "./parts.ts";
import { Queues } from "./queues.ts";
import { PostgresWorkerQueue } from "./worker-queue.ts";
import { knownWorkers } from "./workers.ts";

/** Sessions that a queue needs beyond those of the record: one listens, and leases are renewed whatever else is done. */
const sessions = 3;

/** Opens the queue on first use. `close` of a side closes nothing that the other needs. */
export function openJobQueue(database: Database): JobQueue {
  const parts = async (): Promise<QueueParts> => {
    const boss = await startBoss(database);
    database.allowMore(sessions);
    return { database, boss, queues: new Queues(database, boss) };
  };
  return {
    forCoordinator: async () => new PostgresCoordinatorQueue(await parts()),
    ofRun: async (run) => {
      const marked = await database.rows("SELECT 1 FROM wct.runs WHERE id = $1 AND remote IS NOT NULL", [run]);
      return marked.length === 0 ? null : new PostgresCoordinatorQueue(await parts());
    },
    workers: () => knownWorkers(database),
    forWorker: async () => new PostgresWorkerQueue(await parts()),
  };
}
