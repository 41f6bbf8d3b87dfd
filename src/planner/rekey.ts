import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, Fingerprint } from "../domain/index.ts";
import type { Runbook } from "../runbook/index.ts";
import { createConfigDigests } from "./config-digests.ts";
import { rekeyedFingerprint } from "./fingerprint.ts";
import type { FoundArtifact } from "./past.ts";

interface Keying {
  /** What the plan was made from. */
  readonly runbook: Runbook;
  readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
  readonly hmacKey: Uint8Array;
}

/** A plan with the HMACs of another key; nothing else of a plan depends on the key. */
export function withKey(plan: ExecutionPlan, { runbook, reused, hmacKey }: Keying): ExecutionPlan {
  const digests = createConfigDigests(hmacKey);
  // Artifacts that share a fingerprint are made alike, so they go on sharing one.
  const rekeyed = new Map<Fingerprint, Fingerprint>();
  const artifacts = plan.artifacts.map((planned) => {
    const artifact = runbook.artifacts.get(planned.id);
    invariant(artifact, `the plan has an artifact "${planned.id}" that its runbook has not`);
    const past = reused.get(planned.id);
    const fingerprint =
      rekeyed.get(planned.fingerprint) ?? rekeyedFingerprint(planned.fingerprint, { artifact, past, digests });
    rekeyed.set(planned.fingerprint, fingerprint);
    return { ...planned, fingerprint };
  });
  return { ...plan, artifacts };
}
