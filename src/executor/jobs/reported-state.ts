import { hash } from "node:crypto";
import { isDigest } from "../../domain/index.ts";
import type { SourceState } from "../../plugin/index.ts";
import { isSourceStateName, type ReportedSourceState } from "./protocol.ts";
import type { Redactor } from "./redaction.ts";

/** Returns what is reported of a connector's answer. Throws TypeError if `by` is not a name, or is a secret. */
export function reportedState(told: SourceState | null, redactor: Pick<Redactor, "text">): ReportedSourceState | null {
  if (told === null) return null;
  const { by, state } = told;
  const text = JSON.stringify([by, state]);
  if (!isSourceStateName(by) || redactor.text(by) !== by) throw new TypeError("`by` is not a name");
  const digest = hash("sha256", text, "hex");
  if (!isDigest(digest)) throw new TypeError("SHA-256 is not 64 hexadecimal digits");
  return { by, digest };
}
