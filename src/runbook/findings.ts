import { type Diagnostic, type DiagnosticCode, diagnostic, type Severity } from "../diagnostics/index.ts";
import type { SourceText, Span } from "./source-text.ts";

/** A diagnostic before lines and columns are known. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
  readonly severity?: Severity;
  readonly hint?: string | undefined;
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
}

export type Report = (finding: Finding) => void;

/** Findings as diagnostics in file order. One that an alias repeats is told once. */
export function toDiagnostics(findings: readonly Finding[], source: SourceText): Diagnostic[] {
  const told = new Set<string>();
  const isNew = (finding: Finding) => {
    const key = `${finding.span.start} ${finding.code} ${finding.message}`;
    return !told.has(key) && told.add(key);
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
