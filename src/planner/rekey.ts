import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, Fingerprint } from "../domain/index.ts";
import type { Runbook } from "../runbook/index.ts";
import { createConfigDigests } from "./config-digests.ts";
import { rekeyedFingerprint } from "./fingerprint.ts";
import type { FoundArtifact } from "./past.ts";

interface RekeyOptions {
  /** The sources of the plan. */
  readonly runbook: Runbook;
  readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
  readonly hmacKey: Uint8Array;
}

/** Returns a plan with the HMACs of another key. Nothing else in a plan depends on the key. */
export function withKey(plan: ExecutionPlan, { runbook, reused, hmacKey }: RekeyOptions): ExecutionPlan {
  const digests = createConfigDigests(hmacKey);
  // Artifacts that share a fingerprint are made in the same way, so they continue to share one.
  const rekeyed = new Map<Fingerprint, Fingerprint>();
  const artifacts = plan.artifacts.map((planned) => {
    const artifact = runbook.artifacts.get(planned.id);
    invariant(artifact, `the plan has an artifact "${planned.id}" that is not in its runbook`);
    const past = reused.get(planned.id);
    const fingerprint =
      rekeyed.get(planned.fingerprint) ?? rekeyedFingerprint(planned.fingerprint, { artifact, past, digests });
    rekeyed.set(planned.fingerprint, fingerprint);
    return { ...planned, fingerprint };
  });
  return { ...plan, artifacts };
}
