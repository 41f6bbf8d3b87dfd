/*
 * What a finding shows of the values that were found: nothing, a mask, a keyed hash, or the value; and its signature.
 *
 * Start at write-evidence.ts; mask.ts hides values, signature.ts recognises findings in renamed files.
 * Must not know: where values come from, and how they are scored.
 */

export type { MaskKind } from "./mask.ts";
export { Layouts, layoutsOfValues, signatureOf } from "./signature.ts";
export { evidenceWriter, type WriteEvidence } from "./write-evidence.ts";
