import { assertNever } from "../../diagnostics/index.ts";
import type { TaskReport } from "../../domain/index.ts";
import type { Job } from "./job.ts";
import type { Redactor } from "./redaction.ts";

/** Workers limit lines and their number themselves. These limits apply to a worker that does not. */
const notesAtMost = 2000;
const noteAtMost = 8100;

/** Forwards the messages of a job to its report. `redactor` applies to foreign code; null for built-in components. */
export function forwardReports(report: TaskReport, redactor: Redactor | null): Job["said"] {
  let notes = 0;
  const safe = (text: string): string => (redactor === null ? text : redactor.text(text).slice(0, noteAtMost));
  return (said) => {
    switch (said.kind) {
      case "progress":
        report.progress(said.done, said.total);
        break;
      case "noted":
        notes += 1;
        if (notes <= notesAtMost) report.noted(said.level, safe(said.text));
        break;
      case "cost":
        report.cost(said.amount, safe(said.unit));
        break;
      default:
        assertNever(said);
    }
  };
}
