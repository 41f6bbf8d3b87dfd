import { type Diagnostic, type DiagnosticCode, diagnostic, type Severity } from "../../diagnostics/index.ts";
import type { SourceText, TextSpan } from "./source-text.ts";

/** A diagnostic before its lines and columns are known. */
export interface RunbookProblem {
  readonly code: DiagnosticCode;
  readonly span: TextSpan;
  readonly message: string;
  readonly severity?: Severity;
  readonly hint?: string | undefined;
  readonly related?: readonly { readonly message: string; readonly span: TextSpan }[];
}

export type ReportProblem = (finding: RunbookProblem) => void;

/** Converts problems to diagnostics in file order. Reports a problem that an alias repeats only once. */
export function toDiagnostics(findings: readonly RunbookProblem[], source: SourceText): Diagnostic[] {
  const reportedKeys = new Set<string>();
  const isNew = (finding: RunbookProblem) => {
    const key = `${finding.span.start} ${finding.code} ${finding.message}`;
    return !reportedKeys.has(key) && reportedKeys.add(key);
  };
  return findings
    .filter(isNew)
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map((finding) =>
      diagnostic(finding.code, {
        message: finding.message,
        severity: finding.severity ?? "error",
        hint: finding.hint,
        location: source.range(finding.span),
        related: finding.related?.map(({ message, span }) => ({ message, location: source.range(span) })),
      }),
    );
}
