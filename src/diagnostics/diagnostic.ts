import type { DiagnosticCode } from "./catalogue.ts";

/** A stretch of a source file. Lines and columns count from 1; the end is exclusive. */
export interface SourceRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = "error" | "warning";

/** A coded finding about something a user wrote. Never holds artifact content or a secret. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong, the user's own words in quotes, no final period. */
  readonly message: string;
  /** The next action; starts with a verb. */
  readonly hint?: string;
  readonly location?: SourceRange;
  readonly related?: readonly RelatedLocation[];
  /** The line that it points to holds a secret, so it must not be shown. */
  readonly hidesSource?: true;
}

export interface RelatedLocation {
  readonly message: string;
  readonly location: SourceRange;
}

/** What a diagnostic says beyond its code. */
export interface DiagnosticDetails {
  readonly message: string;
  readonly severity?: Severity;
  readonly hint?: string | undefined;
  readonly location?: SourceRange | undefined;
  readonly related?: readonly RelatedLocation[] | undefined;
}

/** Makes a diagnostic; leaves out what is undefined. */
export function diagnostic(code: DiagnosticCode, details: DiagnosticDetails): Diagnostic {
  return {
    code,
    severity: details.severity ?? "error",
    message: details.message,
    ...(details.hint === undefined ? {} : { hint: details.hint }),
    ...(details.location === undefined ? {} : { location: details.location }),
    ...(details.related === undefined ? {} : { related: details.related }),
  };
}
