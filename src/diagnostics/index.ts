export { catalogue, type DiagnosticCode } from "./catalogue.ts";
export type { CatalogueEntry, ExitCode } from "./catalogue-entry.ts";
export { type FrameStyle, position, renderDiagnostic, renderDiagnostics, type SourceText } from "./code-frame.ts";
export {
  type Diagnostic,
  type DiagnosticDetails,
  diagnostic,
  type RelatedLocation,
  type Severity,
  type SourceRange,
} from "./diagnostic.ts";
export { editDistance, listNames, nearest } from "./nearest.ts";
export { assertNever, invariant, isWctError, WctError, wctError } from "./wct-error.ts";
