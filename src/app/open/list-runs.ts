import type { RecordStore, RunId, RunStatus, RunSummary } from "../../domain/index.ts";

/** Conditions for a list of runs; a run must meet all that are given. */
export interface RunListFilter {
  readonly status?: RunStatus | undefined;
  /** The path or the name of the runbook contains this text. */
  readonly runbook?: string | undefined;
  readonly since?: Date | undefined;
  /** Maximum number of runs; the newest are kept. */
  readonly limit?: number | undefined;
}

type RunLists = Pick<RecordStore, "executions">;

/** Lists runs, newest first, without {@link unlistedRuns}. Throws the errors of the store. */
export async function listRuns(
  { executions }: RunLists,
  { status, runbook, since, limit }: RunListFilter = {},
): Promise<readonly RunSummary[]> {
  const all = await executions.runs({
    ...(status === undefined ? {} : { status }),
    ...(since === undefined ? {} : { since }),
  });
  const ofRunbook = ({ name, path }: RunSummary["runbook"]): boolean =>
    runbook === undefined || name.includes(runbook) || path.includes(runbook);
  return all.filter((run) => ofRunbook(run.runbook)).slice(0, limit);
}

/** Returns runs that no list shows, because they are lost or damaged. Throws the errors of the store. */
export async function unlistedRuns({ executions }: RunLists): Promise<readonly RunId[]> {
  const readable = new Set((await executions.runs()).map((run) => run.id));
  const unreadable = (await executions.ids()).filter((id) => !readable.has(id));
  const { lost } = await executions.ends();
  return [...lost, ...unreadable];
}
