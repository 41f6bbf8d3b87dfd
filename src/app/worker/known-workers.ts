import type { KnownWorker } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { readStore } from "../open/index.ts";
import { jobsOf } from "../remote/index.ts";

/** Returns the workers of the last day. Throws WCT_USAGE for a store that has no queue, and WCT_STORE_*. */
export async function listWorkers(host: Host, option: string | undefined): Promise<readonly KnownWorker[]> {
  await using store = await readStore(host, option);
  return await jobsOf(store).workers();
}
