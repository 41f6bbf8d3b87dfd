import { boxLines, shortText } from "./drawing.ts";
import { type Nest, nestByGroup } from "./groups.ts";
import type { Drawing, DrawnEdge, DrawnNode, DrawOptions } from "./model.ts";
import { statusStyles } from "./status.ts";

/** A graph in Graphviz's language. Ends with a newline. */
export function renderDot(drawing: Drawing, options: DrawOptions): string {
  const caption = [drawing.title, drawing.run, drawing.note]
    .filter((text) => text !== null)
    .map((t) => shortText(t, 200));
  const lines = [
    `label=${quote(caption)};`,
    "labelloc=t;",
    `rankdir=${options.direction === "LR" ? "LR" : "TB"};`,
    'fontname="Helvetica";',
    'node [shape=box, style="rounded,filled", fillcolor="#FFFFFF", fontname="Helvetica"];',
    'edge [fontname="Helvetica", fontsize=10];',
    ...nestLines(nestByGroup(drawing.nodes), { count: 0 }, ""),
    ...drawing.edges.map((edge) => edgeLine(edge, options.schemas)),
  ];
  return `digraph wct {\n${lines.map((line) => `  ${line}`).join("\n")}\n}\n`;
}

function nestLines(nest: Nest, named: { count: number }, indent: string): readonly string[] {
  const inside = nest.inner.flatMap((inner) => {
    named.count += 1;
    const head = [`${indent}subgraph cluster_${named.count} {`, `${indent}  label=${quote([shortText(inner.name)])};`];
    return [...head, ...nestLines(inner, named, `${indent}  `), `${indent}}`];
  });
  return [...nest.nodes.map((node) => indent + nodeLine(node)), ...inside];
}

function nodeLine(node: DrawnNode): string {
  const style = node.status === null ? null : statusStyles[node.status];
  const attributes = [
    `label=${quote(boxLines(node))}`,
    ...(style === null ? [] : [`fillcolor="${style.fill}"`, `color="${style.stroke}"`]),
    ...(style?.isDashed ? ['style="rounded,filled,dashed"'] : []),
    ...(node.isCritical ? ["penwidth=3"] : style?.isBold ? ["penwidth=2"] : []),
  ];
  return `${node.key} [${attributes.join(", ")}];`;
}

function edgeLine({ from, to, schema, isCritical }: DrawnEdge, schemas: boolean): string {
  const attributes = [
    ...(schemas && schema !== null ? [`label=${quote([schema])}`] : []),
    ...(isCritical ? ["penwidth=3"] : []),
  ];
  return `${from} -> ${to}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`};`;
}

/** Graphviz reads backslashes and HTML entities in a quoted text. */
function quote(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replace(/&/g, "&amp;").replace(/[\\"]/g, "\\$&"));
  return `"${escaped.join("\\n")}"`;
}
