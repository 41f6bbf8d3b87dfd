import { resolve } from "node:path";
import type { ExecutionPlan } from "../../domain/index.ts";
import { isRegularFile } from "../../files/index.ts";
import { plural } from "../../render/index.ts";
import { type Graph, overlay, type RunState } from "../../run/index.ts";
import { isBundleFile } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { openRun } from "../open/index.ts";
import { planRunbook } from "../plan/index.ts";
import { loadPartly } from "../plugins/index.ts";
import { readRecord, selectedIn } from "../record/index.ts";

export interface GraphRequest {
  /** Folder of the store. */
  readonly store?: string | undefined;
  /** A run whose states are shown on a runbook's graph. */
  readonly run?: string | undefined;
  /** A selection of artifacts, as `+name+`. */
  readonly select?: string | undefined;
  readonly plugins?: readonly string[] | undefined;
}

/** What is drawn: a plan, and the states of its artifacts in a run. */
export interface GraphSubject {
  readonly plan: ExecutionPlan;
  /** Null if a runbook is only planned. */
  readonly state: RunState | null;
  /** Parts of the run that do not fit the runbook, one sentence each. */
  readonly misfits: readonly string[];
}

/** Finds a runbook or a run by its name: an existing file is a runbook, unless it is a bundle. Executes nothing. */
export async function graphSubject(host: Host, target: string, request: GraphRequest): Promise<GraphSubject> {
  const path = resolve(host.cwd, target);
  const isMeantAsRunbook = /\.ya?ml$/i.test(target) || (isRegularFile(path) && !isBundleFile(path));
  if (!isMeantAsRunbook) return await recorded(host, request.run ?? target, request);
  const { registry, problems: registryProblems } = await loadPartly(host, request.plugins);
  const { plan } = planRunbook(host, target, {
    registry,
    registryProblems,
    env: host.env,
    // The key only affects fingerprints, and a graph shows neither fingerprints nor values of variables.
    hmacKey: new Uint8Array(32),
    noEnv: true,
    allowsInputs: true,
  });
  if (request.run === undefined) return { plan, state: null, misfits: [] };
  const run = await recorded(host, request.run, request);
  return { plan, state: run.state, misfits: misfitsOf(plan, run.plan) };
}

async function recorded(host: Host, reference: string, { store }: GraphRequest): Promise<GraphSubject> {
  await using opened = await openRun(host, reference, store);
  const { plan, state } = await readRecord(opened.store, opened.run);
  return { plan, state, misfits: [] };
}

function misfitsOf(shown: ExecutionPlan, ran: ExecutionPlan): readonly string[] {
  const [here, there] = [shown, ran].map(({ artifacts }) => new Set<string>(artifacts.map(({ id }) => id)));
  const added = here!.difference(there!).size;
  const gone = there!.difference(here!).size;
  return [
    ...(added > 0
      ? [`${plural(added, "artifact")} of the runbook ${added === 1 ? "was" : "were"} not in that run`]
      : []),
    ...(gone > 0 ? [`${plural(gone, "artifact")} of that run ${gone === 1 ? "is" : "are"} not in the runbook`] : []),
  ];
}

/** Returns the graph of a subject, or of the selected part. Throws WCT_USAGE_SELECTION if the selection is invalid. */
export function graphOf({ plan, state }: GraphSubject, { select }: Pick<GraphRequest, "select"> = {}): Graph {
  if (select === undefined) return overlay(plan, state);
  return overlay(plan, state, selectedIn({ plan, state }, select));
}
