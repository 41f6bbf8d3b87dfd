import type { Diagnostic } from "../diagnostics/index.ts";

/**
 * Sorts diagnostics by location: first the runbook's, then those of the files that it names. Diagnostics on hidden
 * lines show no source line.
 */
export function inFileOrder(
  found: readonly Diagnostic[],
  runbook: { readonly file: string; readonly linesToHide: ReadonlySet<string> },
): readonly Diagnostic[] {
  const isElsewhere = ({ location }: Diagnostic) => location !== undefined && location.file !== runbook.file;
  const isHidden = ({ location }: Diagnostic) =>
    location !== undefined && runbook.linesToHide.has(lineKey(location.file, location.line));
  const file = (one: Diagnostic) => (isElsewhere(one) ? (one.location?.file ?? "") : "");
  return found
    .map((problem) => (isHidden(problem) ? hidden(problem) : problem))
    .toSorted((a, b) => compare(file(a), file(b)) || line(a) - line(b) || column(a) - column(b));
}

/** Identifies a line of a file. */
export const lineKey = (file: string, line: number): string => `${line} ${file}`;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function line({ location }: Diagnostic): number {
  return location?.line ?? 0;
}

function column({ location }: Diagnostic): number {
  return location?.column ?? 0;
}

function hidden(problem: Diagnostic): Diagnostic {
  return { ...problem, hidesSource: true };
}
