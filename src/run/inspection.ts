import { invariant } from "../diagnostics/index.ts";
import type {
  ArtifactId,
  ArtifactStatus,
  Digest,
  ExecutionPlan,
  Failure,
  PlannedArtifact,
  RunId,
  SchemaRef,
  SkipReason,
} from "../domain/index.ts";
import { artifactState, messageOf, type RunState, workedFor } from "./state.ts";

/** One artifact as `inspect` shows it. What is not known (yet) is null. */
export interface InspectionRow {
  readonly id: ArtifactId;
  readonly name: string | null;
  readonly status: ArtifactStatus;
  /** Σ (ended − started) of its attempts, in milliseconds; null when none ended. */
  readonly durationMs: number | null;
  readonly attempts: number;
  readonly elements: number | null;
  readonly bytes: number | null;
  readonly schema: SchemaRef;
  readonly digest: Digest | null;
  /** Whether the content stays after the run. */
  readonly kept: boolean | null;
  readonly error: Failure | null;
  readonly optional: boolean;
  readonly skipped: {
    readonly reason: SkipReason;
    readonly because: readonly ArtifactId[];
    /** From the artifact that began it (failed, or skipped by itself) down to this one. */
    readonly chain: readonly ArtifactId[];
  } | null;
  readonly reused: { readonly from: RunId; readonly artifact: ArtifactId } | null;
  /** It, or something it was made from, was changed by hand. */
  readonly altered: boolean;
}

/** Every artifact of the plan, in its order. */
export function inspection(plan: ExecutionPlan, state: RunState): readonly InspectionRow[] {
  const altered = alteredArtifacts(plan, state);
  return plan.artifacts.map((planned) => row(planned, state, altered.has(planned.id)));
}

/** One artifact of the plan. */
export function inspectionOf(plan: ExecutionPlan, state: RunState, id: ArtifactId): InspectionRow {
  const planned = plan.artifacts.find((artifact) => artifact.id === id);
  invariant(planned !== undefined, `the plan has no artifact "${id}"`);
  return row(planned, state, alteredArtifacts(plan, state).has(id));
}

function row(planned: PlannedArtifact, state: RunState, altered: boolean): InspectionRow {
  const artifact = artifactState(state, planned.id);
  const { result } = artifact;
  const message = messageOf(artifact);
  const worked = workedFor(artifact);
  return {
    id: planned.id,
    name: planned.name,
    status: artifact.status,
    durationMs: worked === null ? null : worked / 1e6,
    attempts: artifact.attempts.length,
    elements: message?.elements ?? null,
    bytes: message?.bytes ?? null,
    schema: message?.schema ?? planned.outputSchema,
    digest: message?.digest ?? null,
    kept: message?.kept ?? null,
    error: result?.status === "failed" ? result.failure : null,
    optional: planned.optional,
    skipped:
      result?.status === "skipped"
        ? { reason: result.reason, because: result.because, chain: skipChain(state, planned.id) }
        : null,
    reused: result?.status === "reused" ? { from: result.from, artifact: result.fromArtifact } : null,
    altered,
  };
}

/** Follows the first cause of each skip up to the artifact that began it. */
function skipChain(state: RunState, from: ArtifactId): readonly ArtifactId[] {
  const chain: ArtifactId[] = [];
  let id: ArtifactId | undefined = from;
  // A record could name causes in a circle; the walk must end all the same.
  const seen = new Set<ArtifactId>();
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    chain.push(id);
    const { result }: { readonly result: ReturnType<typeof artifactState>["result"] } = artifactState(state, id);
    id = result?.status === "skipped" ? result.because[0] : undefined;
  }
  return chain.reverse();
}

function dependentsIn(plan: ExecutionPlan): ReadonlyMap<ArtifactId, readonly ArtifactId[]> {
  const dependents = new Map<ArtifactId, ArtifactId[]>();
  for (const { id, inputs } of plan.artifacts) {
    for (const input of inputs) {
      const known = dependents.get(input);
      if (known === undefined) dependents.set(input, [id]);
      else known.push(id);
    }
  }
  return dependents;
}

/** Artifacts that were changed by hand, and all that was made from them. */
export function alteredArtifacts(plan: ExecutionPlan, state: RunState): ReadonlySet<ArtifactId> {
  const altered = new Set<ArtifactId>();
  const open = plan.artifacts.map(({ id }) => id).filter((id) => artifactState(state, id).alterations.length > 0);
  if (open.length === 0) return altered;
  const dependents = dependentsIn(plan);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (altered.has(id)) continue;
    altered.add(id);
    open.push(...(dependents.get(id) ?? []));
  }
  return altered;
}
