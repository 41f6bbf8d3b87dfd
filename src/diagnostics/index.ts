/*
 * Coded errors, the source ranges that they point to, and the formatting of both.
 *
 * Start at catalogue.ts, which lists every code; wct-error.ts is the error that is thrown, code-frame.ts formats it.
 * Must not know: any other part of wct; every layer imports this folder.
 */

export { catalogue, type DiagnosticCode } from "./catalogue.ts";
export type { CatalogueEntry } from "./catalogue-entry.ts";
export { markedLine, renderDiagnostic, renderDiagnostics, type SourceLookup } from "./code-frame.ts";
export {
  type Diagnostic,
  type DiagnosticDetails,
  diagnostic,
  type RelatedLocation,
  type Severity,
  type SourceRange,
} from "./diagnostic.ts";
export { listNames, nearest } from "./nearest.ts";
export { pathHint } from "./path-hint.ts";
export {
  colorCodes,
  colorSequence,
  isSafeText,
  safeColoredLines,
  safeLines,
  safeText,
  withoutColors,
} from "./safe-text.ts";
export { assertNever, invariant, isWctError, WctError, wctError } from "./wct-error.ts";
