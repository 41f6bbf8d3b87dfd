import type { Graph, GraphNode } from "../../run/index.ts";
import { formatDuration, markup, plural, renderFigure, renderPage } from "../text/index.ts";
import { countsText, drawingOf, shortText } from "./drawing.ts";
import type { Drawing, DrawnNode } from "./model.ts";
import { insideOf, type Nested, scopeOf } from "./overview/index.ts";
import { statusStyles } from "./status.ts";
import { fittedScene, pictureRoom, type SvgOptions } from "./svg/fit.ts";
import { renderGraphSvg, renderSceneSvg } from "./svg/svg.ts";

/**
 * Renders the graph as a page: the drawing, its groups, which can be opened below it, and a table of the artifacts for
 * readers who cannot see it. Uses no script: the browser opens groups, and also finds words in them.
 */
export function renderGraphHtml(graph: Graph, drawing: Drawing, options: SvgOptions): string {
  const svg = renderGraphSvg({ ...drawing, title: "", run: null, note: null }, options);
  const note = drawing.note === null ? "" : `<p>${markup(drawing.note)}</p>`;
  const size = `${plural(graph.nodes.length, "artifact")}, ${plural(graph.edges.length, "edge")}`;
  return renderPage({
    title: shortText(graph.title, 200),
    subtitle: graph.run === null ? size : `${graph.run} · ${size}`,
    body: `${note}${renderFigure(svg, "Graph")}
${groupsMarkup(graph, drawing, options)}<h2>Artifacts</h2>
${table(graph)}`,
  });
}

function groupsMarkup(graph: Graph, { nodes }: Drawing, options: SvgOptions): string {
  const groups = nodes.filter(({ range }) => range !== null);
  if (groups.length === 0) return "";
  const whole = drawingOf(graph);
  const scope = scopeOf(whole);
  const places = new Map(whole.nodes.map(({ label }, place) => [label, place]));
  const inside = (node: DrawnNode): string => {
    const members = node.members.map((id) => places.get(id)!);
    return detailsOf(node, insideOf(whole, scope, { key: node.key, places: members }), (one) =>
      figureOf(one, node.label, options),
    );
  };
  return `<h2>Groups</h2>\n${groups.map(inside).join("\n")}\n`;
}

/** Renders a group with its picture, and the groups within it. */
function detailsOf(node: DrawnNode, nested: Nested, figure: (nested: Nested) => string): string {
  const counts = node.counts === null ? "" : ` · ${countsText(node.counts, "words")}`;
  const inner = nested.clusters.flatMap((cluster) =>
    cluster.inside === null ? [] : [detailsOf(cluster.node, cluster.inside, figure)],
  );
  const closed = { ...nested, clusters: nested.clusters.map((cluster) => ({ ...cluster, inside: null })) };
  return `<details id="${node.key}"><summary><b>${markup(shortText(node.label))}</b> · ${plural(node.members.length, "artifact")}${counts}</summary>
${figure(closed)}${inner.join("\n")}</details>`;
}

function figureOf(nested: Nested, label: string, options: SvgOptions): string {
  const { scene, direction } = fittedScene(nested, options, pictureRoom);
  return renderFigure(renderSceneSvg(scene, { ...options, direction }, { label, isPicture: true }), label);
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
