import { type WctError, wctError } from "../../diagnostics/index.ts";
import type { JobQueue, RecordStore } from "../../domain/index.ts";

/** Returns the queue of a store. Throws WCT_USAGE if the store cannot have one. */
export function jobsOf({ jobs }: RecordStore): JobQueue {
  if (jobs !== undefined) return jobs;
  throw needsDatabase();
}

export const needsDatabase = (): WctError =>
  wctError("WCT_USAGE", {
    message: "workers need a store in PostgreSQL, and this one is in a folder",
    hint: "name it with --store postgres://HOST/DATABASE, or in WCT_STORE",
  });
