import { resolve } from "node:path";
import { isWctError, listNames, nearest, wctError } from "../../diagnostics/index.ts";
import { type ExecutionStore, isRunId, type RecordStore, type RunStatus, type RunSummary } from "../../domain/index.ts";
import { type Bundle, isBundleFile, openBundle } from "../../store/index.ts";
import type { Io } from "../io.ts";
import { readStore } from "./store.ts";

const statuses: readonly RunStatus[] = ["running", "completed", "failed", "cancelled", "timed-out", "interrupted"];

/** A run to look at, with the store or the bundle that holds it. */
export interface OpenRun extends AsyncDisposable {
  readonly store: RecordStore;
  readonly run: RunSummary;
  /** The bundle's path as the user wrote it; null: the run is in the store. */
  readonly bundle: string | null;
}

/**
 * Opens the run that a user means, for looking: a bundle when the reference is the path of one, else a run of the
 * store. Throws what {@link resolveRun} throws, WCT_STORE_* and WCT_BUNDLE_*.
 */
export async function openRun(io: Io, reference: string, storeOption: string | undefined): Promise<OpenRun> {
  const bundle = bundleOf(io, reference);
  if (bundle !== null) return await openBundled(bundle, reference);
  const store = await readStore(io, storeOption);
  try {
    const run = await resolveRun(store.executions, reference);
    return { store, run, bundle: null, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The bundle that a reference is the path of, or null. Throws WCT_BUNDLE_*. */
export function bundleOf(io: Io, reference: string): Bundle | null {
  const path = resolve(io.cwd, reference);
  // No other reference has a dot or a slash in it, so the user means a file.
  return /[./\\]/.test(reference) || isBundleFile(path) ? openBundle(path, reference) : null;
}

async function openBundled(store: Bundle, name: string): Promise<OpenRun> {
  try {
    const run = await store.executions.run(store.run);
    if (run === null) throw runUnstarted(name);
    return { store, run, bundle: name, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

const runUnstarted = (name: string) =>
  wctError("WCT_RUN_RECORD_CORRUPT", {
    message: `the run in "${name}" has no first event`,
    hint: "export the run again",
  });

/**
 * The run that a user means: a full id, `latest`, `latest:<status>`, or a unique prefix (also without `run_`).
 * Throws WCT_RUN_NOT_FOUND or WCT_RUN_AMBIGUOUS with the nearest ones.
 */
export async function resolveRun(store: ExecutionStore, reference: string): Promise<RunSummary> {
  const [word, status] = reference.split(":", 2);
  if (word === "latest") return await latest(store, status);
  const named = await runCalled(store, reference);
  if (named !== null) return named;
  const all = await store.runs();
  // Before prefixes: the id of the first run of a second is a prefix of those of the others.
  const exact = all.find(({ id, uuid }) => [id, uuid].includes(reference) || id === `run_${reference}`);
  if (exact !== undefined) return exact;
  const fits = (id: string): boolean => id.startsWith(reference) || id.startsWith(`run_${reference}`);
  const matches = isPrefix(reference) ? all.filter((run) => fits(run.id)) : [];
  const [only, another] = matches;
  if (only !== undefined && another === undefined) return only;
  const ids = (matches.length > 0 ? matches : all).map((run) => run.id);
  if (only !== undefined) {
    throw wctError("WCT_RUN_AMBIGUOUS", {
      message: `"${reference}" fits ${matches.length} runs`,
      hint: `write more of the id: ${listNames(ids)}`,
    });
  }
  const near = nearest(reference, ids);
  throw wctError("WCT_RUN_NOT_FOUND", {
    message: `no run "${reference}" is recorded here`,
    hint: near
      ? `did you mean "${near}"?`
      : ids.length > 0
        ? `the newest ${ids.length === 1 ? "run is" : "runs are"} ${listNames(ids, 3)}`
        : "run a runbook first",
  });
}

/** A whole id is no prefix: the run of the same second that is left may not be taken for one that was removed. */
function isPrefix(reference: string): boolean {
  return reference !== "" && !/^(run_)?\d{8}_\d{6}(_\d+)?$/.test(reference);
}

/** The run of a whole id, without looking through the others; null also for one whose row cannot be read. */
async function runCalled(store: ExecutionStore, reference: string): Promise<RunSummary | null> {
  const id = [reference, `run_${reference}`].find(isRunId);
  try {
    return id === undefined ? null : await store.run(id);
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_STORE_DAMAGED") return null;
    throw error;
  }
}

async function latest(store: ExecutionStore, status: string | undefined): Promise<RunSummary> {
  const known = statuses.find((one) => one === status);
  if (status !== undefined && known === undefined) {
    throw wctError("WCT_RUN_NOT_FOUND", {
      message: `"${status}" is not a status of runs`,
      hint: `write one of ${listNames(statuses, 6)}`,
    });
  }
  const [found] = await store.runs(known === undefined ? { limit: 1 } : { limit: 1, status: known });
  if (found !== undefined) return found;
  throw wctError("WCT_RUN_NOT_FOUND", {
    message: known === undefined ? "no run is recorded here" : `no run with status "${known}" is recorded here`,
    hint: "list the runs with `wct runs`",
  });
}
