import { type ArtifactId, type Gate, openGate } from "../../domain/index.ts";
import type { ReplaceDecision } from "./read-replacement.ts";

/** What replaces outputs, by artifact. */
export type OutputReplacements = ReadonlyMap<ArtifactId, ReplaceDecision>;

/**
 * Returns a gate that replaces the outputs of artifacts before they are made, and asks `inner` about all others. The
 * inner gate is not asked about a replaced artifact.
 */
export function replacingGate(replacements: OutputReplacements, inner: Gate): Gate {
  if (replacements.size === 0) return inner;
  return {
    before: (artifact, inputs) => replacements.get(artifact.id) ?? inner.before(artifact, inputs),
    after: (artifact, attempt) => inner.after(artifact, attempt),
    judges: (artifact, attempt) => inner !== openGate && (inner.judges?.(artifact, attempt) ?? true),
  };
}
