import { type Diagnostic, diagnostic, listNames, WctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import { reuseReason } from "../../render/index.ts";
import type { ReuseDecision } from "../../run/index.ts";
import { asReuse, type ReusePlan } from "../reuse/index.ts";

/** The artifacts of a run that is limited by a selection. */
export interface RunScope {
  /** These execute, or are reused. */
  readonly selected: ReadonlySet<ArtifactId>;
  /** Not selected, but selected ones are made from them, directly or not: these are reused. */
  readonly taken: ReadonlySet<ArtifactId>;
}

interface Limiting {
  readonly plan: ExecutionPlan;
  readonly selected: ReadonlySet<ArtifactId>;
  readonly reusePlan: ReusePlan;
  /** Artifacts whose messages the runbook itself takes from earlier runs. */
  readonly given: ReadonlySet<ArtifactId>;
  /** Whether results of earlier runs are reused at all. */
  readonly reuses: boolean;
}

export interface Limited {
  readonly scope: RunScope;
  /** Decides only about artifacts of the scope. */
  readonly reusePlan: ReusePlan;
}

/**
 * Limits a run to the selected artifacts, and to those that can be reused and that these are made from. Throws
 * WCT_USAGE_NOT_SELECTED with a diagnostic for each input that is neither.
 */
export function limitedTo(limiting: Limiting): Limited {
  const { plan, selected, reusePlan, given } = limiting;
  const reused = new Set(reusePlan.decisions.flatMap(({ kind, artifact }) => (kind === "reused" ? [artifact] : [])));
  const isReused = (id: ArtifactId): boolean => reused.has(id) || given.has(id);
  requireInputs(limiting, isReused);
  const taken = takenInputs(plan, selected, isReused);
  const decisions = reusePlan.decisions.filter(({ artifact }) => selected.has(artifact) || taken.has(artifact));
  const limited = { ...reusePlan, decisions, ...asReuse(decisions, reusePlan.reason) };
  return { scope: { selected, taken }, reusePlan: limited };
}

/** Returns the unselected artifacts that are reused and that selected ones are made from, directly or not. */
function takenInputs(
  { artifacts }: ExecutionPlan,
  selected: ReadonlySet<ArtifactId>,
  isReused: (id: ArtifactId) => boolean,
): ReadonlySet<ArtifactId> {
  const inputs = new Map(artifacts.map((artifact) => [artifact.id, artifact.inputs]));
  const taken = new Set<ArtifactId>();
  const open = [...selected];
  for (const id of open) {
    for (const input of inputs.get(id) ?? []) {
      if (selected.has(input) || taken.has(input) || !isReused(input)) continue;
      taken.add(input);
      open.push(input);
    }
  }
  return taken;
}

/** Throws if an artifact that may execute is made from one that is neither selected nor reused. */
function requireInputs(limiting: Limiting, isReused: (id: ArtifactId) => boolean): void {
  const { plan, selected } = limiting;
  const neededBy = new Map<ArtifactId, ArtifactId[]>();
  for (const { id, inputs } of plan.artifacts) {
    if (!selected.has(id) || isReused(id)) continue;
    for (const input of inputs) {
      if (selected.has(input) || isReused(input)) continue;
      neededBy.set(input, [...(neededBy.get(input) ?? []), id]);
    }
  }
  const decisions = new Map(limiting.reusePlan.decisions.map((decision) => [decision.artifact, decision]));
  const [first, ...rest] = plan.artifacts.flatMap((artifact) => {
    const needing = neededBy.get(artifact.id);
    return needing === undefined
      ? []
      : [missing(artifact, { needing, decision: decisions.get(artifact.id), limiting })];
  });
  if (first !== undefined) throw new WctError([first, ...rest]);
}

interface Missing {
  readonly needing: readonly ArtifactId[];
  readonly decision: ReuseDecision | undefined;
  readonly limiting: Limiting;
}

function missing(
  { id, location, config }: PlannedArtifact,
  { needing, decision, limiting: { reuses } }: Missing,
): Diagnostic {
  const reason = decision === undefined ? null : reuseReason(decision, config);
  const why = reason === null ? "" : `, and it cannot be reused: ${reason}`;
  const needs = `${listNames(needing)} ${needing.length === 1 ? "needs" : "need"} it`;
  const [first, ...others] = needing;
  const all = others.length === 0 ? first : `(${needing.join(", ")})`;
  const select = `select it too: --select "+${all}" selects all that ${listNames(needing)} ${others.length === 0 ? "needs" : "need"}`;
  return diagnostic("WCT_USAGE_NOT_SELECTED", {
    message: `"${id}" is not selected, but ${needs}${why}`,
    location,
    hint: reuses ? select : `${select}; or add --resume RUN to reuse it from an earlier run`,
  });
}
