import type { Graph, GraphNode } from "../../run/index.ts";
import { markup } from "../markup.ts";
import { renderFigure, renderPage } from "../page.ts";
import { formatDuration, plural } from "../units.ts";
import { shortText } from "./drawing.ts";
import type { Drawing, DrawOptions } from "./model.ts";
import { statusStyles } from "./status.ts";
import { renderGraphSvg } from "./svg/svg.ts";

/** The graph as a page, with a table of the artifacts for those who cannot see it. */
export function renderGraphHtml(graph: Graph, drawing: Drawing, options: DrawOptions): string {
  const svg = renderGraphSvg({ ...drawing, title: "", run: null, note: null }, options);
  const note = drawing.note === null ? "" : `<p>${markup(drawing.note)}</p>`;
  const size = `${plural(graph.nodes.length, "artifact")}, ${plural(graph.edges.length, "edge")}`;
  return renderPage({
    title: shortText(graph.title, 200),
    subtitle: graph.run === null ? size : `${graph.run} · ${size}`,
    body: `${note}${renderFigure(svg, "Graph")}
<h2>Artifacts</h2>
${table(graph)}`,
  });
}

function table({ nodes, edges }: Graph): string {
  const inputs = Map.groupBy(edges, ({ to }) => to);
  const rows = nodes.map((node) => {
    const from = (inputs.get(node.id) ?? []).map((edge) => edge.from).join(", ");
    return `<tr><td class="mono">${markup(node.id)}</td><td>${markup(node.name ?? "")}</td><td>${statusCell(node)}</td><td class="n">${formatDuration(node.durationMs)}</td><td class="mono">${markup(from)}</td><td class="mono">${markup(node.schema)}</td></tr>`;
  });
  return `<table><thead><tr><th>artifact</th><th>name</th><th>status</th><th class="n">duration</th><th>inputs</th><th>schema</th></tr></thead><tbody>
${rows.join("\n")}
</tbody></table>`;
}

function statusCell({ status, isCritical }: GraphNode): string {
  if (status === null) return "";
  const { fill, stroke, symbol, word, isDashed } = statusStyles[status];
  const critical = isCritical ? " · critical path" : "";
  return `<span class="status${isDashed ? " dashed" : ""}" style="background:${fill};border-color:${stroke}">${symbol} ${word}</span>${critical}`;
}
