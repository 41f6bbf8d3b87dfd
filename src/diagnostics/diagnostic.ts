import type { DiagnosticCode } from "./catalogue.ts";

/** A range in a source file. Lines and columns start at 1; the end is exclusive. */
export interface SourceRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = "error" | "warning";

/** A coded finding about something that a user wrote. Never contains artifact content or a secret. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** States what is wrong, with the user's own words in quotes and without a final period. */
  readonly message: string;
  /** The next action. Starts with a verb. */
  readonly hint?: string;
  readonly location?: SourceRange;
  readonly related?: readonly RelatedLocation[];
  /** The source line contains a secret and must not be shown. */
  readonly hidesSource?: true;
}

export interface RelatedLocation {
  readonly message: string;
  readonly location: SourceRange;
}

/** The parts of a diagnostic other than its code. */
export interface DiagnosticDetails {
  readonly message: string;
  readonly severity?: Severity;
  readonly hint?: string | undefined;
  readonly location?: SourceRange | undefined;
  readonly related?: readonly RelatedLocation[] | undefined;
}

/** Creates a diagnostic and omits undefined fields. */
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
