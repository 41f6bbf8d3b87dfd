import { createHmac } from "node:crypto";
import { type MaskKind, mask } from "./mask.ts";

/** A value that was found. */
interface FoundValue {
  /** As it is written. */
  readonly text: string;
  /** Normalized, so that two spellings of a value are equal; by default made from the text. */
  readonly value?: string | undefined;
  readonly kind: MaskKind;
  readonly category: string;
}

/** Returns what evidence shows of a value. */
export type WriteEvidence = (found: FoundValue) => string;

/** A longer value is cut, because evidence is not a copy of the data. */
const longestPlain = 200;

/**
 * Returns how evidence shows values. `hash`: 32 hexadecimal digits of the HMAC-SHA-256 of category and normalized value
 * under the key, so that equal values are equal in every run that uses the key. With `none` the caller drops the
 * evidence, so the mask is only a safe default.
 */
export function evidenceWriter(mode: "masked" | "hash" | "none" | "plain", key: string | undefined): WriteEvidence {
  if (mode === "hash" && key !== undefined) {
    return ({ text, value = normalized(text), category }) =>
      createHmac("sha256", key).update(`${category}\n${value}`).digest("hex").slice(0, 32);
  }
  if (mode === "plain")
    return ({ text }) => (text.length <= longestPlain ? text : `${text.slice(0, longestPlain).toWellFormed()}…`);
  return ({ text, kind }) => mask(text, kind);
}

const normalized = (text: string): string => text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
