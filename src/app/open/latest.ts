import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import { type ExecutionStore, type RunStatus, type RunSummary, runStatuses } from "../../domain/index.ts";

/** A parsed `latest`, `latest:<status>` or `latest~N`. */
export interface LatestReference {
  readonly written: string;
  readonly status: RunStatus | null;
  /** How many runs back from the newest one. */
  readonly back: number;
}

/** Parses `latest`, `latest:<status>`, either with `~N`. Throws WCT_RUN_NOT_FOUND for anything else. */
export function parseLatest(written: string): LatestReference {
  const [, word, back = "0"] = /^latest(?::([^~]*))?(?:~(\d{1,9}))?$/.exec(written) ?? [];
  const status = runStatuses.find((one) => one === word) ?? null;
  const isRead = /^latest(:[^~]*)?(~\d{1,9})?$/.test(written);
  if (isRead && (word === undefined || status !== null)) return { written, status, back: Number(back) };
  if (!isRead) {
    throw wctError("WCT_RUN_NOT_FOUND", {
      message: `"${written}" is not a reference to a run`,
      hint: "write latest~1 for the run before the newest, latest:completed~1 for the one before the newest completed",
    });
  }
  const near = nearest(word ?? "", runStatuses);
  throw wctError("WCT_RUN_NOT_FOUND", {
    message: `"${word}" is not a status of runs`,
    hint: near === undefined ? `write one of ${listNames(runStatuses, 6)}` : `write "latest:${near}"`,
  });
}

/** Finds the run. Throws WCT_RUN_NOT_FOUND if there are too few runs. */
export async function latestRun(
  store: ExecutionStore,
  { written, status, back }: LatestReference,
): Promise<RunSummary> {
  const limit = back + 1;
  const newest = await store.runs(status === null ? { limit } : { limit, status });
  const found = newest[back];
  if (found !== undefined) return found;
  const which = status === null ? "" : ` with status "${status}"`;
  const few = `only ${newest.length === 1 ? "1 run" : `${newest.length} runs`}${which} ${newest.length === 1 ? "is" : "are"} recorded here`;
  throw wctError("WCT_RUN_NOT_FOUND", {
    message: newest.length === 0 ? `no run${which} is recorded here` : `there is no "${written}": ${few}`,
    hint: "list the runs with `wct runs`",
  });
}

/**
 * Returns the run of the same runbook before another; runs of other runbooks in between do not count. Throws
 * WCT_RUN_NOT_FOUND.
 */
export async function previousRun(store: ExecutionStore, than: RunSummary): Promise<RunSummary> {
  const all = await store.runs();
  const place = all.findIndex(({ id }) => id === than.id);
  // The run of a bundle may not be in the store.
  const earlier = place === -1 ? all.filter(({ startedAt }) => startedAt < than.startedAt) : all.slice(place + 1);
  const found = earlier.find(({ runbook }) => runbook.path === than.runbook.path);
  if (found !== undefined) return found;
  throw wctError("WCT_RUN_NOT_FOUND", {
    message: `no run of "${than.runbook.path}" before ${than.id} is recorded here`,
    hint: "run the runbook again, or name another run; `wct runs` lists them",
  });
}
