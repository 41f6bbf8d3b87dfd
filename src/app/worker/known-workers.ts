import { isWctError } from "../../diagnostics/index.ts";
import type { KnownWorker } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { readStore } from "../open/index.ts";
import { storePlace } from "../places/index.ts";
import { jobsOf } from "../remote/index.ts";

/**
 * Returns the workers of the last day; none of a database without a record. Throws WCT_USAGE for a store that has no
 * queue, and WCT_STORE_*.
 */
export async function listWorkers(host: Host, option: string | undefined): Promise<readonly KnownWorker[]> {
  try {
    await using store = await readStore(host, option);
    return await jobsOf(store).workers();
  } catch (error) {
    const isDatabase = storePlace(host, option).kind === "database";
    if (isDatabase && isWctError(error) && error.code === "WCT_STORE_NOT_FOUND") return [];
    throw error;
  }
}
