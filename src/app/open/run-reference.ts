import { resolve } from "node:path";
import { isWctError, listNames, nearest, wctError } from "../../diagnostics/index.ts";
import { type ExecutionStore, isRunId, type RecordStore, type RunSummary } from "../../domain/index.ts";
import { createFold } from "../../run/index.ts";
import { type Bundle, isBundleFile, openBundle } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { latestRun, parseLatest, previousRun } from "./latest.ts";
import { implausibleSize, namedIn } from "./named-objects.ts";
import { readStore } from "./store.ts";

/** A run to read, with the store or the bundle that contains it. */
export interface OpenRun extends AsyncDisposable {
  readonly store: RecordStore;
  readonly run: RunSummary;
  /** The bundle's path as the user wrote it; null if the run is in the store. */
  readonly bundle: string | null;
}

/**
 * Opens the run that a user means, read-only: a bundle if the reference is the path of one, else a run of the store.
 * `previous` means the run before `than`. Throws the errors of {@link resolveRun}, WCT_STORE_* and WCT_BUNDLE_*.
 */
export async function openRun(
  host: Host,
  reference: string,
  storeOption: string | undefined,
  than?: RunSummary,
): Promise<OpenRun> {
  const bundle = bundleOf(host, reference);
  if (bundle !== null) return await openBundled(bundle, reference);
  const store = await readStore(host, storeOption);
  try {
    const run = await resolveRun(store.executions, reference, than);
    return { store, run, bundle: null, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opens the bundle if the reference is the path of one; else returns null. Throws WCT_BUNDLE_*. */
export function bundleOf(host: Host, reference: string): Bundle | null {
  const path = resolve(host.cwd, reference);
  // No other reference contains a dot or a slash, so the user means a file.
  return /[./\\]/.test(reference) || isBundleFile(path) ? openBundle(path, reference) : null;
}

async function openBundled(store: Bundle, name: string): Promise<OpenRun> {
  try {
    const run = await store.executions.run(store.run);
    if (run === null) throw runUnstarted(name);
    await requireStatedSizes(store, name);
    return { store, run, bundle: name, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Checks sizes before a command unpacks anything. Throws WCT_BUNDLE_DAMAGED, and WCT_RUN_RECORD_CORRUPT for events that
 * are not a valid record.
 */
async function requireStatedSizes(bundle: Bundle, name: string): Promise<void> {
  const fold = createFold();
  await bundle.executions.eachEvent(bundle.run, (event) => fold.push(event));
  const odd = await implausibleSize(bundle, namedIn(fold.state()));
  if (odd === null) return;
  throw wctError("WCT_BUNDLE_DAMAGED", {
    message: `the bundle "${name}" is damaged: ${odd.what}`,
    hint: "copy the file again from an intact source",
  });
}

const runUnstarted = (name: string) =>
  wctError("WCT_RUN_RECORD_CORRUPT", {
    message: `the run in "${name}" has no first event`,
    hint: "export the run again",
  });

/**
 * Returns the run that a user means: a full id, `latest`, `latest:<status>`, either with `~N` for the Nth before it,
 * `previous` (the run of the same runbook before the newest one, or before `than`), or a unique prefix (also without
 * `run_`). Throws WCT_RUN_NOT_FOUND or WCT_RUN_AMBIGUOUS with the nearest ones.
 */
export async function resolveRun(store: ExecutionStore, reference: string, than?: RunSummary): Promise<RunSummary> {
  if (reference === "previous")
    return await previousRun(store, than ?? (await latestRun(store, parseLatest("latest"))));
  // No id begins like this.
  if (/^(latest|previous)/.test(reference)) return await latestRun(store, parseLatest(reference));
  const named = await runCalled(store, reference);
  if (named !== null) return named;
  const all = await store.runs();
  // Checked before prefixes: the id of the first run of a second is a prefix of the ids of the others.
  const exact = all.find(({ id, uuid }) => [id, uuid].includes(reference) || id === `run_${reference}`);
  if (exact !== undefined) return exact;
  const fits = (id: string): boolean => id.startsWith(reference) || id.startsWith(`run_${reference}`);
  const matches = isPrefix(reference) ? all.filter((run) => fits(run.id)) : [];
  const [only, another] = matches;
  if (only !== undefined && another === undefined) return only;
  const ids = (matches.length > 0 ? matches : all).map((run) => run.id);
  if (only !== undefined) {
    throw wctError("WCT_RUN_AMBIGUOUS", {
      message: `"${reference}" matches ${matches.length} runs`,
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

/** A whole id is not a prefix: if a run was deleted, another run of the same second must not match. */
function isPrefix(reference: string): boolean {
  return reference !== "" && !/^(run_)?\d{8}_\d{6}(_\d+)?$/.test(reference);
}

/** Returns the run with a whole id, without reading the others; null also if its row cannot be read. */
async function runCalled(store: ExecutionStore, reference: string): Promise<RunSummary | null> {
  const id = [reference, `run_${reference}`].find(isRunId);
  try {
    return id === undefined ? null : await store.run(id);
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_STORE_DAMAGED") return null;
    throw error;
  }
}
