import type { ArtifactId, Attempt } from "../../domain/index.ts";
import type { Reuse } from "../../executor/index.ts";
import type { ArtifactState, RunState } from "../../run/index.ts";

/** What a record says of artifacts that need not be made again. */
export interface RecordedProgress {
  /** Ended attempts, of artifacts that the producer was asked for. */
  readonly attempts: ReadonlyMap<ArtifactId, Attempt>;
  readonly reused: ReadonlyMap<ArtifactId, Reuse>;
  readonly skipped: ReadonlySet<ArtifactId>;
}

export function whatHappened({ artifacts }: Pick<RunState, "artifacts">): RecordedProgress {
  const attempts = new Map<ArtifactId, Attempt>();
  const reused = new Map<ArtifactId, Reuse>();
  const skipped = new Set<ArtifactId>();
  for (const [id, { attempts: made, result }] of artifacts) {
    if (result?.status === "skipped") skipped.add(id);
    else if (result?.status === "reused") reused.set(id, result);
    else {
      const ended = endedAttempt(made.at(-1));
      if (ended !== null) attempts.set(id, ended);
    }
  }
  return { attempts, reused, skipped };
}

function endedAttempt(last: ArtifactState["attempts"][number] | undefined): Attempt | null {
  const result = last?.result ?? null;
  return result === null ? null : { ...result, object: null, ended: null };
}
