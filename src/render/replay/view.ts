import type { ArtifactId, Digest, JsonValue, RunSummary } from "../../domain/index.ts";
import type { UnverifiableKind } from "../shapes/index.ts";

/** Why an artifact cannot be verified. */
export interface UnverifiableReason {
  readonly kind: UnverifiableKind;
  /** A sentence without its subject and its period. */
  readonly text: string;
}

/** A value at the place of a difference: its type, and the value itself only if it was asked for. */
export interface DifferingValue {
  readonly type: "string" | "number" | "boolean" | "null" | "array" | "object" | "absent";
  readonly value: JsonValue | null;
}

export interface ReplayDifference {
  /** A JSONPath into the content; see {@link differencePath}. */
  readonly path: string;
  readonly recorded: DifferingValue;
  readonly actual: DifferingValue;
}

export interface VerifiedArtifact {
  readonly id: ArtifactId;
  /** Null for an artifact without a component. */
  readonly component: string | null;
  readonly status: "same" | "different" | "not-verifiable";
  /** Digest of the recorded message; null if there is none. */
  readonly recorded: Digest | null;
  /** Digest of what was made now; null if nothing was. */
  readonly actual: Digest | null;
  /** Whether the code of the component is not the code that made the artifact, although its version is the same. */
  readonly isCodeChanged: boolean;
  /** The first difference; null if there is none, or if it is not known. */
  readonly difference: ReplayDifference | null;
  /** Why it is not verifiable, or why a difference has no path. */
  readonly reason: UnverifiableReason | null;
}

/** What a verified replay found. */
export interface ReplayVerification {
  readonly run: RunSummary;
  /** In the order of the plan. */
  readonly artifacts: readonly VerifiedArtifact[];
  /** Whether the values at differences are included. */
  readonly hasValues: boolean;
}
