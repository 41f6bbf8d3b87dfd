import { type ArtifactId, isDigest, type MessageRef } from "../../domain/index.ts";
import type { UnverifiableReason } from "../../render/index.ts";
import { type ArtifactState, artifactState, type EarlierArtifact, messageOf, type RunState } from "../../run/index.ts";

/** Returns why the record alone shows that an artifact cannot be verified; null if it does not. */
export function recordedReason(earlier: EarlierArtifact, state: RunState): UnverifiableReason | null {
  const { planned } = earlier;
  const artifact = artifactState(state, planned.id);
  return methodReason(earlier) ?? endReason(earlier) ?? alteredReason(artifact) ?? inputReason(earlier, state);
}

function methodReason({ planned: { method } }: EarlierArtifact): UnverifiableReason | null {
  switch (method.kind) {
    case "source":
      return { kind: "connector", text: `is made by the connector "${method.component.type}", which is not called` };
    case "reuse":
      return { kind: "reused", text: `is a copy of "${method.artifact}" of ${method.run}: verify it there` };
    case "process":
      return method.component.deterministic ? null : notDeterministic(method.component.type);
    case "pass-through":
      return null;
  }
}

export const notDeterministic = (type: string): UnverifiableReason => ({
  kind: "not-deterministic",
  text: `the processor "${type}" says that it is not deterministic`,
});

function endReason({ holding }: EarlierArtifact): UnverifiableReason | null {
  switch (holding.kind) {
    case "message":
      return null;
    case "failed":
      return { kind: "failed", text: `failed in the run (${holding.failure.code})` };
    case "skipped":
      return { kind: "skipped", text: `was skipped (${holding.reason})` };
    case "unfinished":
      return { kind: "unfinished", text: "did not complete" };
  }
}

function alteredReason({ alterations, result }: ArtifactState): UnverifiableReason | null {
  const isCopied = result?.status === "reused" && result.reason === "fork-altered";
  if (alterations.some(({ what }) => what === "output") || isCopied) {
    return { kind: "altered", text: "its output was changed by hand" };
  }
  const isConfigured = alterations.some(({ what }) => what === "config");
  return isConfigured ? { kind: "altered", text: "its configuration was changed by hand during the run" } : null;
}

function inputReason({ holding }: EarlierArtifact, state: RunState): UnverifiableReason | null {
  if (holding.kind !== "message") return null;
  if (holding.inputs === null) return { kind: "inputs-unknown", text: "the record does not contain its inputs" };
  for (const { artifact, digest } of holding.inputs) {
    const message = inputMessage(state, artifact);
    if (message === null || !isDigest(digest) || message.digest !== digest) {
      return { kind: "inputs-unknown", text: `the record does not contain its input "${artifact}"` };
    }
    if (!message.kept) return { kind: "not-kept", text: `the content of its input "${artifact}" is not kept` };
  }
  return null;
}

const inputMessage = (state: RunState, id: ArtifactId): MessageRef | null => messageOf(artifactState(state, id));
