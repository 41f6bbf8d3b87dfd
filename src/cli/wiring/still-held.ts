import type { ArtifactId, Digest } from "../../domain/index.ts";
import type { TakeoverDecision } from "../../run/index.ts";
import { asReuse, type Takeover } from "./takeover.ts";

export interface Holding {
  /** Of these objects those that the store does not have at this moment. */
  readonly missing: (digests: readonly Digest[]) => ReadonlySet<Digest>;
  /** Told of each artifact whose content is gone. */
  readonly onLost: (artifact: ArtifactId) => void;
}

type TakenOver = Extract<TakeoverDecision, { readonly kind: "taken-over" }>;

/**
 * What is left of a takeover once its run has a name: a prune may have removed content since it was decided. An
 * artifact whose content is gone executes again, and what was made from it waits for how it comes out.
 */
export function stillHeld(takeover: Takeover, { missing, onLost }: Holding): Takeover {
  const taken = takeover.decisions.filter((decision) => decision.kind === "taken-over");
  const gone = missing(taken.map(({ candidate }) => candidate.message.digest));
  const lost = new Set(
    taken.flatMap(({ artifact, candidate }) => (gone.has(candidate.message.digest) ? [artifact] : [])),
  );
  for (const artifact of lost) onLost(artifact);
  const decisions = lost.size === 0 ? takeover.decisions : withoutLost(takeover.decisions, lost, affected(lost, taken));
  const { reused, reuse } = asReuse(decisions, takeover.reason);
  return {
    ...takeover,
    decisions,
    reused,
    reuse: (artifact, inputs) => {
      const given = reuse(artifact, inputs);
      if (given === null || missing([given.message.digest]).size === 0) return given;
      onLost(artifact);
      return null;
    },
  };
}

function withoutLost(
  decisions: readonly TakeoverDecision[],
  lost: ReadonlySet<ArtifactId>,
  open: ReadonlySet<ArtifactId>,
): readonly TakeoverDecision[] {
  return decisions.map((decision): TakeoverDecision => {
    if (decision.kind !== "taken-over" || !open.has(decision.artifact)) return decision;
    const { artifact, candidate } = decision;
    const { run } = candidate.origin;
    if (lost.has(artifact)) return { kind: "executes", artifact, why: { kind: "object", run, condition: "absent" } };
    const inputs = candidate.inputs.flatMap((input) => (open.has(input.artifact) ? [input.artifact] : []));
    return { kind: "waits", artifact, candidate, inputs };
  });
}

/** What is lost, and all that was made from it, directly or not. */
function affected(lost: ReadonlySet<ArtifactId>, taken: readonly TakenOver[]): ReadonlySet<ArtifactId> {
  const dependents = new Map<ArtifactId, ArtifactId[]>();
  for (const { artifact, candidate } of taken) {
    for (const input of candidate.inputs) {
      const known = dependents.get(input.artifact);
      if (known === undefined) dependents.set(input.artifact, [artifact]);
      else known.push(artifact);
    }
  }
  const found = new Set(lost);
  for (const artifact of found) for (const dependent of dependents.get(artifact) ?? []) found.add(dependent);
  return found;
}
