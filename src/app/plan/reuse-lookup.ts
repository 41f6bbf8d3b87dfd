import { type Diagnostic, isWctError, type WctError } from "../../diagnostics/index.ts";
import type { RunId } from "../../domain/index.ts";
import type { PastArtifact, PastArtifacts, RulesetUse } from "../../planner/index.ts";
import { type EarlierArtifact, earlierArtifacts, type Holding } from "../../run/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenStore, readUntouched, resolveRun } from "../open/index.ts";
import { readRecord } from "../record/index.ts";
import { checkUses } from "../rulesets/index.ts";
import { type HashedFiles, unhashedFiles } from "./file-digests.ts";
import { failed, type PlannedRunbook, type PlanOptions, planRunbook } from "./plan.ts";

/**
 * Finds artifacts of earlier runs for the planner, which is synchronous: what it requested and did not get is looked up
 * before its next attempt.
 */
export interface ReuseLookup extends PastArtifacts {
  /** Looks up what was requested; returns false if all was known. Reads only. */
  readonly lookUp: () => Promise<boolean>;
}

/** Creates a lookup in the recorded runs of a store; without a store it finds none. */
export function createReuseLookup(host: Host, storeOption: string | undefined): ReuseLookup {
  const known = new Map<string, PastArtifact>();
  const wanted = new Map<string, readonly [run: string, artifact: string]>();
  return {
    find: (run, artifact) => {
      const key = JSON.stringify([run, artifact]);
      const found = known.get(key);
      if (found === undefined) wanted.set(key, [run, artifact]);
      return found ?? { kind: "not-looked-up" };
    },
    lookUp: async () => {
      if (wanted.size === 0) return false;
      const store = await storeOrNull(host, storeOption);
      try {
        const find = store === null ? async () => noStore : finderIn(store);
        for (const [key, [run, artifact]] of wanted) known.set(key, await find(run, artifact));
      } finally {
        await store?.close();
      }
      wanted.clear();
      return true;
    },
  };
}

/**
 * Plans a runbook that may reuse artifacts of earlier runs; see {@link planRunbook}. Without `hashed` no file is
 * hashed, which is enough for plans that are not executed.
 */
export async function planWithReuse(
  host: Host,
  file: string,
  { past, hashed, ...options }: PlanOptions & { readonly past: ReuseLookup; readonly hashed?: HashedFiles },
): Promise<PlannedRunbook> {
  const files = hashed?.access ?? unhashedFiles(host.cwd);
  for (;;) {
    const uses: RulesetUse[] = [];
    const asked = { ...options, past, files, onRuleset: (use: RulesetUse) => void uses.push(use) };
    try {
      const planned = planRunbook(host, file, asked);
      if (!(await hashed?.hash())) return withRulesets(file, planned, await checkUses(uses, files));
    } catch (error) {
      if (!(await past.lookUp())) throw isWctError(error) ? combined(file, error, await checkUses(uses, files)) : error;
    }
  }
}

function withRulesets(file: string, planned: PlannedRunbook, found: readonly Diagnostic[]): PlannedRunbook {
  if (found.some(({ severity }) => severity === "error")) throw failed(file, [...planned.warnings, ...found]);
  return found.length === 0 ? planned : { ...planned, warnings: [...planned.warnings, ...found] };
}

/** Mistakes of rulesets are reported together with those of the runbook. */
const combined = (file: string, error: WctError, found: readonly Diagnostic[]): WctError =>
  found.length === 0 ? error : failed(file, [...error.diagnostics, ...found]);

const noStore: PastArtifact = { kind: "no-run", why: "is not recorded here", hint: "run a runbook first" };

async function storeOrNull(host: Host, option: string | undefined): Promise<OpenStore | null> {
  try {
    return await readUntouched(host, option);
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_STORE_NOT_FOUND") return null;
    throw error;
  }
}

type RunArtifacts = ReadonlyMap<string, EarlierArtifact>;

/** Finds artifacts of recorded runs; reads each run once. */
function finderIn(store: OpenStore): (reference: string, artifact: string) => Promise<PastArtifact> {
  const runs = new Map<RunId, RunArtifacts>();
  return async (reference, artifact) => {
    try {
      const run = await resolveRun(store.executions, reference);
      const artifacts = runs.get(run.id) ?? earlierArtifacts({ ...(await readRecord(store, run)), run: run.id });
      runs.set(run.id, artifacts);
      const earlier = artifacts.get(artifact);
      return earlier === undefined ? absent(run.id, artifacts) : await pastArtifactOf(store, earlier);
    } catch (error) {
      return unresolved(error);
    }
  };
}

function absent(run: RunId, artifacts: RunArtifacts): PastArtifact {
  return { kind: "no-artifact", run, artifacts: [...artifacts.values()].map(({ planned }) => planned.id) };
}

/** The reference may come from a variable: only the error's hint is used, because it does not quote the reference. */
function unresolved(error: unknown): PastArtifact {
  if (!isWctError(error)) throw error;
  const hint = error.diagnostics[0]?.hint ?? "list the runs with `wct runs`";
  if (error.code === "WCT_RUN_AMBIGUOUS") return { kind: "no-run", why: "fits several", hint };
  if (error.code === "WCT_RUN_NOT_FOUND") return { kind: "no-run", why: "is not recorded here", hint };
  throw error;
}

async function pastArtifactOf({ artifacts }: OpenStore, earlier: EarlierArtifact): Promise<PastArtifact> {
  const { run, holding, planned } = earlier;
  if (holding.kind !== "message") return { kind: "unfit", run, why: unfitText(holding) };
  if (earlier.isAltered) return { kind: "unfit", run, why: "was changed by hand, or made from something that was" };
  const { message } = holding;
  if (!message.kept) return { kind: "no-content", run, why: "was not kept" };
  const condition = await artifacts.verify(message.digest);
  if (condition === "damaged") return { kind: "no-content", run, why: "is damaged" };
  if (condition === "absent") return { kind: "no-content", run, why: "is no longer in the store" };
  return { kind: "found", run, artifact: planned.id, message, stream: planned.outputStream };
}

function unfitText(holding: Exclude<Holding, { readonly kind: "message" }>): string {
  switch (holding.kind) {
    case "failed":
      return `failed (${holding.failure.code})`;
    case "skipped":
      return `was skipped (${holding.reason})`;
    case "unfinished":
      return "did not complete";
  }
}
