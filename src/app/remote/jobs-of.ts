import { type WctError, wctError } from "../../diagnostics/index.ts";
import type { JobQueue, RecordStore, RunId } from "../../domain/index.ts";

/** Returns the queue of a store. Throws WCT_USAGE if the store cannot have one. */
export function jobsOf({ jobs }: RecordStore): JobQueue {
  if (jobs !== undefined) return jobs;
  throw needsDatabase();
}

/** Removes the jobs of a run that workers made, if any did. */
export async function clearJobs({ jobs }: RecordStore, run: RunId): Promise<void> {
  const jobQueue = await jobs?.ofRun(run);
  if (jobQueue === undefined || jobQueue === null) return;
  try {
    await jobQueue.clear(run);
  } finally {
    await jobQueue.close();
  }
}

export const needsDatabase = (): WctError =>
  wctError("WCT_USAGE", {
    message: "workers need a store in PostgreSQL, and this one is in a folder",
    hint: "name it with --store postgres://HOST/DATABASE, or in WCT_STORE",
  });
