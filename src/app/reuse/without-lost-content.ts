import type { ArtifactId, Digest } from "../../domain/index.ts";
import type { ExecuteOptions, Reuse } from "../../executor/index.ts";
import { descendants } from "../../graph/index.ts";
import { artifactGraph, type ReuseDecision } from "../../run/index.ts";
import { asReuse, type ReusePlan } from "./reuse-plan.ts";

export interface ContentChecks {
  /** Returns those of these objects that are not in the store at this moment. */
  readonly missing: (digests: readonly Digest[]) => ReadonlySet<Digest> | Promise<ReadonlySet<Digest>>;
  /** Called for each artifact whose content is gone. */
  readonly onLost: (artifact: ArtifactId) => void;
}

/** A plan that checks again, when the inputs of an artifact are available, whether its content exists. */
export interface LiveReuse extends Omit<ReusePlan, "reuse"> {
  readonly reuse: NonNullable<ExecuteOptions["reuse"]>;
}

type Reused = Extract<ReuseDecision, { readonly kind: "reused" }>;

/**
 * Removes lost content from a plan once its run has a name: a prune may have removed content since the plan was made.
 * An artifact whose content is gone executes again, and artifacts made from it wait for its result.
 */
export async function withoutLostContent(reusePlan: ReusePlan, { missing, onLost }: ContentChecks): Promise<LiveReuse> {
  const reusable = reusePlan.decisions.filter((decision) => decision.kind === "reused");
  const gone = await missing(reusable.map(({ candidate }) => candidate.message.digest));
  const lost = new Set(
    reusable.flatMap(({ artifact, candidate }) => (gone.has(candidate.message.digest) ? [artifact] : [])),
  );
  for (const artifact of lost) onLost(artifact);
  const decisions =
    lost.size === 0 ? reusePlan.decisions : withoutLost(reusePlan.decisions, lost, affected(lost, reusable));
  const { reused, reuse } = asReuse(decisions, reusePlan.reason);
  return {
    ...reusePlan,
    decisions,
    reused,
    reuse: (artifact, inputs) => {
      const given = reuse(artifact, inputs);
      if (given === null) return null;
      const ifThere = (gone: ReadonlySet<Digest>): Reuse | null => {
        if (gone.size === 0) return given;
        onLost(artifact);
        return null;
      };
      const gone = missing([given.message.digest]);
      return gone instanceof Promise ? gone.then(ifThere) : ifThere(gone);
    },
  };
}

function withoutLost(
  decisions: readonly ReuseDecision[],
  lost: ReadonlySet<ArtifactId>,
  open: ReadonlySet<ArtifactId>,
): readonly ReuseDecision[] {
  return decisions.map((decision): ReuseDecision => {
    if (decision.kind !== "reused" || !open.has(decision.artifact)) return decision;
    const { artifact, candidate } = decision;
    const { run } = candidate.origin;
    if (lost.has(artifact)) return { kind: "executes", artifact, why: { kind: "object", run, condition: "absent" } };
    const inputs = candidate.inputs.flatMap((input) => (open.has(input.artifact) ? [input.artifact] : []));
    return { kind: "waits", artifact, candidate, inputs };
  });
}

/** Returns lost artifacts, and all artifacts made from them, directly or not. */
function affected(lost: ReadonlySet<ArtifactId>, reusable: readonly Reused[]): ReadonlySet<ArtifactId> {
  // An artifact is reused only if everything it was made from is reused, too,
  // or its message is given: by a `reuse` of the runbook, or by a file that replaces it.
  const ids = new Set(reusable.map(({ artifact }) => artifact));
  const { artifacts, dag, nodeOf } = artifactGraph(
    reusable.map(({ artifact, candidate }) => ({
      id: artifact,
      inputs: candidate.inputs.map((input) => input.artifact).filter((input) => ids.has(input)),
    })),
  );
  const madeFrom = [...descendants(dag, [...lost].map(nodeOf))].flatMap((node) => artifacts[node]?.id ?? []);
  return new Set([...lost, ...madeFrom]);
}
