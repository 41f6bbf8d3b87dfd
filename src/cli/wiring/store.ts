import type { RecordStore } from "../../domain/index.ts";
import { openRecordStore } from "../../store/index.ts";
import type { Io } from "../io.ts";
import { storeDir } from "./store-dir.ts";

export type OpenStore = RecordStore & AsyncDisposable;

/** Opens the store for looking: creates nothing. Throws WCT_STORE_NOT_FOUND when there is none. */
export const readStore = (io: Io, option: string | undefined): Promise<OpenStore> => open(storeDir(io, option), "read");

/** Opens the store for a run: creates it when it is not there. */
export const writeStore = (io: Io, option: string | undefined): Promise<OpenStore> =>
  open(storeDir(io, option), "write");

async function open(dir: string, mode: "read" | "write"): Promise<OpenStore> {
  const store = await openRecordStore({ dir, mode });
  // Not a copy: that would read the key, which looking does without.
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}
