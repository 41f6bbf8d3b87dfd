import { nearest, wctError } from "../../diagnostics/index.ts";
import type { DiffView } from "../../render/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenRun, openRun } from "../open/index.ts";
import { type RecordedRun, readRecord } from "../record/index.ts";
import { compareRuns } from "./compare-runs.ts";

/** Two runs to compare, with the names that the user gave. */
export interface RunPair extends AsyncDisposable {
  readonly before: OpenRun;
  readonly after: OpenRun;
  readonly names: readonly [before: string, after: string];
}

/**
 * Opens two runs. If only one is named, it is compared with the previous run of the same runbook. Throws the errors of
 * {@link openRun}.
 */
export async function openPair(
  host: Host,
  named: { readonly before: string; readonly after?: string | undefined },
  store: string | undefined,
): Promise<RunPair> {
  const names =
    named.after === undefined ? (["previous", named.before] as const) : ([named.before, named.after] as const);
  // `previous` is relative to the other run, which is therefore opened first.
  const isTurned = names[0] === "previous";
  const first = await openRun(host, names[isTurned ? 1 : 0], store);
  try {
    const second = await openRun(host, names[isTurned ? 0 : 1], store, first.run);
    const [before, after] = isTurned ? [second, first] : [first, second];
    const dispose = async (): Promise<void> => {
      try {
        await second[Symbol.asyncDispose]();
      } finally {
        await first[Symbol.asyncDispose]();
      }
    };
    return { before, after, names, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await first[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Returns the differences between two runs; reads content only of artifacts whose digests differ. `artifact` limits the
 * comparison to one artifact. Throws WCT_RUN_ARTIFACT_ABSENT if neither run has it.
 */
export async function diffOf(
  { before, after }: Pick<RunPair, "before" | "after">,
  { artifact }: { readonly artifact?: string | undefined } = {},
): Promise<DiffView> {
  const [was, is] = [await readRecord(before.store, before.run), await readRecord(after.store, after.run)];
  if (artifact !== undefined) requireArtifact(artifact, was, is);
  const artifacts = await compareRuns(
    { record: was, artifacts: before.store.artifacts },
    { record: is, artifacts: after.store.artifacts },
    (id) => artifact === undefined || id === artifact,
  );
  return { before: was.run, after: is.run, artifacts };
}

function requireArtifact(id: string, before: RecordedRun, after: RecordedRun): void {
  const ids = [...before.plan.artifacts, ...after.plan.artifacts].map((artifact) => String(artifact.id));
  if (ids.includes(id)) return;
  const near = nearest(id, ids);
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `neither run has an artifact "${id}"`,
    hint: near === undefined ? "`wct inspect RUN` lists them" : `did you mean "${near}"?`,
  });
}
