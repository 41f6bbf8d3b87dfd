import { statusStyles } from "../graph/index.ts";
import { formatBytes, formatCount, formatDuration, formatMoment, markup } from "../text/index.ts";
import type { ReportArtifact, ReportData } from "./model.ts";

/** Renders what a reader without scripts sees: the run, its artifacts, its errors, and whether the record is intact. */
export function staticPart({ run, artifacts, verification }: ReportData): string {
  const failed = artifacts.filter(({ error }) => error !== null);
  const facts = [
    ["run", run.id],
    ["status", run.status],
    ["runbook", run.runbook.path],
    ["started", formatMoment(run.startedAt)],
    ["duration", formatDuration(run.durationMs)],
    ["record", verification.damage.length === 0 ? "intact" : "damaged"],
    ["head hash", verification.head ?? "-"],
  ];
  return `<header><h1>${markup(run.runbook.name)}</h1><p>${markup(run.runbook.description)}</p></header>
<p><strong>This is the short form of the report, without scripts.</strong> Open the file in a browser with scripts enabled to see findings, content and the record of processing. The page loads no other resources.</p>
<dl class="static-facts">${facts.map(([what, value]) => `<div><dt>${markup(what ?? "")}</dt><dd>${markup(value ?? "")}</dd></div>`).join("")}</dl>
${verification.damage.length === 0 ? "" : `<h2>Damage</h2><ul>${verification.damage.map(({ artifact, what }) => `<li>${markup(artifact ?? "record")}: ${markup(what)}</li>`).join("")}</ul>`}
${failed.length === 0 ? "" : `<h2>Errors</h2><ul>${failed.map(errorItem).join("")}</ul>`}
<h2>Artifacts</h2>
${table(artifacts)}`;
}

function errorItem({ id, error }: ReportArtifact): string {
  if (error === null) return "";
  const hint = error.hint === null ? "" : `<br>${markup(error.hint)}`;
  return `<li><code>${markup(id)}</code>: ${markup(error.code)}, ${markup(error.message)}${hint}</li>`;
}

function table(artifacts: readonly ReportArtifact[]): string {
  const titles = ["artifact", "status", "duration", "elements", "size", "schema", "made from"];
  const rows = artifacts.map((one) => {
    const { symbol, word } = statusStyles[one.status];
    const cells = [
      one.id,
      `${symbol} ${word}`,
      formatDuration(one.durationMs),
      formatCount(one.elements),
      formatBytes(one.bytes),
      one.schema,
      one.inputs.map(({ artifact }) => artifact).join(", "),
    ];
    return `<tr>${cells.map((cell) => `<td>${markup(cell)}</td>`).join("")}</tr>`;
  });
  return `<table><thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table>`;
}
