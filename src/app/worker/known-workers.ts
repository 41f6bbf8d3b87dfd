import type { KnownWorker, RecordStore } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { writeStore } from "../open/index.ts";
import { jobsOf } from "../remote/index.ts";

/** Returns the workers of the last day. Throws WCT_USAGE for a store that has no queue, and WCT_STORE_*. */
export async function listWorkers(host: Host, option: string | undefined): Promise<readonly KnownWorker[]> {
  await using store = await writeStore(host, option);
  return await workersOf(store);
}

async function workersOf(store: RecordStore): Promise<readonly KnownWorker[]> {
  const board = await jobsOf(store).board();
  try {
    return await board.workers();
  } finally {
    await board.close();
  }
}
