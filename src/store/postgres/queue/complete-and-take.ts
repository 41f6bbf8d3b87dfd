import { isTransient } from "../problems.ts";
import { completeJobs, type QueuedJob } from "./complete.ts";
import type { QueueParts } from "./parts.ts";
import { type TakenJob, type Taking, takeJobs } from "./take.ts";

interface TakingBeside extends Taking {
  /** Called with what was taken, as soon as it is known. Null: taking failed. Not called if nothing could be taken. */
  readonly taken: (jobs: readonly TakenJob[] | null) => void;
}

/**
 * Completes jobs and takes others, each in a statement of its own, sent together. If the connection is lost, completing
 * is repeated, unless it was answered; taking is not, because the worker looks again. `isTakenApart`: the jobs must be
 * taken apart.
 */
export async function completeAndTake(
  parts: QueueParts,
  jobs: readonly QueuedJob[],
  { taken, ...taking }: TakingBeside,
): Promise<{ readonly isCompleted: boolean; readonly isTakenApart: boolean }> {
  const known: { isTried: boolean; isCompleted: boolean | null; isTakenApart: boolean } = {
    ...{ isTried: false, isCompleted: null, isTakenApart: false },
  };
  const work = parts.database.session(async (session) => {
    if (known.isTried) {
      known.isCompleted ??= await completeJobs(session, jobs);
      return;
    }
    known.isTried = true;
    const [completion, take] = await session.both(
      () => settled(completeJobs(session, jobs)),
      () => settled(takeJobs(parts, session, taking)),
    );
    if (completion.status === "fulfilled") known.isCompleted = completion.value;
    if (take.status === "rejected") taken(null);
    else if (take.value === null) known.isTakenApart = true;
    else taken(take.value);
    if (completion.status === "rejected") throw completion.reason;
    // A session whose connection was lost must not be used again.
    if (take.status === "rejected" && isTransient(take.reason)) throw take.reason;
  });
  await work.catch((error: unknown) => {
    if (known.isCompleted === null) throw error;
  });
  return { isCompleted: known.isCompleted === true, isTakenApart: known.isTakenApart };
}

async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}
