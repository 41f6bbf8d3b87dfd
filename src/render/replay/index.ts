/*
 * Formats what a verified replay found: as text, as JSON.
 *
 * Start at view.ts, then text.ts.
 * Must not know: how artifacts are made again and compared.
 */

export { replayVerificationJson } from "./json.ts";
export { differencePath } from "./path.ts";
export { type ReplayVerificationStyle, renderReplayVerification } from "./text.ts";
export type {
  DifferingValue,
  ReplayDifference,
  ReplayVerification,
  UnverifiableReason,
  VerifiedArtifact,
} from "./view.ts";
