import { markup } from "../text/index.ts";
import type { ReportData } from "./model.ts";
import { staticPart } from "./static.ts";

/** The page's program and its style, built from `report/`. */
export interface ReportApp {
  readonly script: string;
  readonly style: string;
  /** Base64 of the SHA-256 of the script and of {@link startScript}: the only code that the page allows to run. */
  readonly scriptHashes: readonly string[];
}

/** Hides the static version before it is laid out. It stays visible if scripts are removed from the page. */
export const startScript = 'document.documentElement.classList.add("scripted")';

/**
 * Renders a report as one self-contained HTML file: it loads nothing, and its policy forbids loading. `graph`: SVG. The
 * same data gives the same bytes. Ends with a newline.
 */
export function renderReportHtml(data: ReportData, graph: string, app: ReportApp): string {
  const title = `${data.run.runbook.name} · ${data.run.id}`;
  const policy = [
    "default-src 'none'",
    `script-src ${app.scriptHashes.map((hash) => `'sha256-${hash}'`).join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="wct ${markup(data.wct)}">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${markup(title)}</title>
<style>${app.style}</style>
<script>${startScript}</script>
</head>
<body class="wct">
<div id="static">
${staticPart(data)}
<figure id="graph">${graph}</figure>
</div>
<div id="app"></div>
<script type="application/json" id="data">${island(data)}</script>
<script>${app.script}</script>
</body>
</html>
`;
}

/** Returns JSON that cannot close the element around it, for any value, and that every script parser accepts. */
export function island(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
