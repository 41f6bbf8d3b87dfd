import type { RecordStore } from "../../domain/index.ts";
import { openRecordStore } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { type StorePlace, storePlace } from "../places/index.ts";
import { sweepLeftovers } from "./leftovers.ts";

export type OpenStore = RecordStore & AsyncDisposable;

/** Opens the store for reading; creates nothing. Throws WCT_STORE_NOT_FOUND if there is none. */
export const readStore = async (host: Host, option: string | undefined): Promise<OpenStore> =>
  await open(host, storePlace(host, option), "read");

/**
 * Opens the store for a short read that changes no file of it, unless another process writes or was killed. Throws
 * WCT_STORE_NOT_FOUND if there is none.
 */
export const readUntouched = async (host: Host, option: string | undefined): Promise<OpenStore> =>
  await open(host, storePlace(host, option), "untouched");

/** Opens the store for a run: creates it if it does not exist, and deletes unfinished files of killed processes. */
export async function writeStore(host: Host, option: string | undefined): Promise<OpenStore> {
  const store = await open(host, storePlace(host, option), "write");
  sweepLeftovers(host);
  return store;
}

async function open(host: Host, place: StorePlace, mode: "read" | "write" | "untouched"): Promise<OpenStore> {
  const store = await openRecordStore(
    place.kind === "folder" ? { dir: place.dir, mode } : { url: place.url, env: host.env, mode },
  );
  // Not a copy: copying would read the key, which reading does not need.
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}
