import type { Diagnostic } from "../diagnostics/index.ts";

/** Diagnostics in the order of the places that they point to; those on lines to be hidden show no source line. */
export function inFileOrder(found: readonly Diagnostic[], linesToHide: ReadonlySet<number>): readonly Diagnostic[] {
  return found
    .map((problem) => (linesToHide.has(problem.location?.line ?? 0) ? hidden(problem) : problem))
    .toSorted((a, b) => line(a) - line(b) || column(a) - column(b));
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
