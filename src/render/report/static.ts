import { statusStyles } from "../graph/status.ts";
import { markup } from "../markup.ts";
import { formatBytes, formatCount, formatDuration } from "../units.ts";
import type { ReportArtifact, ReportData } from "./model.ts";

/** What a reader without scripts sees: the run, its artifacts, its errors, whether the record is whole. */
export function staticPart({ run, artifacts, verification }: ReportData): string {
  const failed = artifacts.filter(({ error }) => error !== null);
  const facts = [
    ["run", run.id],
    ["status", run.status],
    ["runbook", run.runbook.path],
    ["started", run.startedAt],
    ["duration", formatDuration(run.durationMs)],
    ["record", verification.damage.length === 0 ? "intact" : "damaged"],
    ["head hash", verification.head ?? "-"],
  ];
  return `<header><h1>${markup(run.runbook.name)}</h1><p>${markup(run.runbook.description)}</p></header>
<p><strong>This is the short form of the report, for where scripts do not run.</strong> Findings, contents and the record of processing show where they do: open the file in a browser. Nothing is loaded either way.</p>
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
