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
import { descendants } from "../graph/index.ts";
import { artifactGraph } from "./plan-graph.ts";
import { type ArtifactState, artifactState, messageOf, type RunState, workedFor } from "./state.ts";

/** One artifact as `inspect` shows it. Unknown values are null. */
export interface InspectionRow {
  readonly id: ArtifactId;
  readonly name: string | null;
  readonly status: ArtifactStatus;
  /** Σ (ended − started) of its attempts, in milliseconds; null if none ended. */
  readonly durationMs: number | null;
  readonly attempts: number;
  readonly elements: number | null;
  readonly bytes: number | null;
  readonly schema: SchemaRef;
  readonly digest: Digest | null;
  /** Whether the content remains after the run. */
  readonly kept: boolean | null;
  readonly error: Failure | null;
  readonly optional: boolean;
  readonly skipped: {
    readonly reason: SkipReason;
    readonly because: readonly ArtifactId[];
    /** From the artifact that caused the chain (failed, or skipped by itself) down to this one. */
    readonly chain: readonly ArtifactId[];
  } | null;
  readonly reused: { readonly from: RunId; readonly artifact: ArtifactId } | null;
  /** Whether it, or something it was made from, was changed by hand. */
  readonly altered: boolean;
}

/** Returns every artifact of the plan, in its order. */
export function inspection(plan: ExecutionPlan, state: RunState): readonly InspectionRow[] {
  const altered = alteredArtifacts(plan, state);
  return plan.artifacts.map((planned) => row(planned, state, altered.has(planned.id)));
}

/** Returns one artifact of the plan. */
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

/** Follows the first cause of each skip to the artifact that started the chain. */
function skipChain(state: RunState, from: ArtifactId): readonly ArtifactId[] {
  const chain: ArtifactId[] = [];
  let id: ArtifactId | undefined = from;
  // A record could contain a cycle of causes, and the loop must still end.
  const seen = new Set<ArtifactId>();
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    chain.push(id);
    const { result }: { readonly result: ReturnType<typeof artifactState>["result"] } = artifactState(state, id);
    id = result?.status === "skipped" ? result.because[0] : undefined;
  }
  return chain.reverse();
}

/** Returns whether an artifact was changed by hand in its run, or reused from a run in which it was. */
export function isAlteredItself({ alterations, result }: ArtifactState): boolean {
  return alterations.length > 0 || (result?.status === "reused" && result.reason === "fork-altered");
}

/** Returns the artifacts that were changed by hand, and everything made from them. */
export function alteredArtifacts(plan: ExecutionPlan, state: RunState): ReadonlySet<ArtifactId> {
  const altered = plan.artifacts.map(({ id }) => id).filter((id) => isAlteredItself(artifactState(state, id)));
  if (altered.length === 0) return new Set();
  const { artifacts, dag, nodeOf } = artifactGraph(plan.artifacts);
  const madeFrom = [...descendants(dag, altered.map(nodeOf))].flatMap((node) => artifacts[node]?.id ?? []);
  return new Set([...altered, ...madeFrom]);
}
