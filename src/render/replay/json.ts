import { apiVersion } from "../json.ts";
import type { ReplayVerificationShape } from "../shapes/index.ts";
import { countVerdicts } from "./counts.ts";
import type { ReplayVerification } from "./view.ts";

/** Returns `{ apiVersion, kind: "ReplayVerification", ... }`; every key is always present. */
export function replayVerificationJson(verification: ReplayVerification): ReplayVerificationShape {
  const { run, artifacts, hasValues } = verification;
  return { apiVersion, kind: "ReplayVerification", run: run.id, hasValues, ...countVerdicts(verification), artifacts };
}
