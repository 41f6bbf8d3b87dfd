import { plural } from "../text/index.ts";
import { boxLines, shortText } from "./drawing.ts";
import { type Nest, nestByGroup } from "./groups.ts";
import type { Drawing, DrawnEdge, DrawnNode, DrawnPath, DrawOptions } from "./model.ts";
import { statusStyles } from "./status.ts";

/** Formats a graph in Graphviz's language. Ends with a newline. */
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
    ...drawing.paths.flatMap(pathLines),
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

/** Draws a path step by step, separate from the groups, whose boxes contain the same artifacts. */
function pathLines({ title, steps }: DrawnPath, path: number): readonly string[] {
  const keyOf = (step: number): string => `p${path + 1}s${step + 1}`;
  const chain = steps.slice(1).map(({ leftOutBefore }, step) => {
    const label = leftOutBefore === 0 ? "" : ` [label=${quote([plural(leftOutBefore, "more artifact")])}]`;
    return `  ${keyOf(step)} -> ${keyOf(step + 1)}${label};`;
  });
  return [
    `subgraph cluster_path${path + 1} {`,
    `  label=${quote([title])};`,
    ...steps.map(({ node }, step) => `  ${nodeLine({ ...node, key: keyOf(step) })}`),
    ...chain,
    "}",
  ];
}

function edgeLine({ from, to, schema, isCritical }: DrawnEdge, schemas: boolean): string {
  const attributes = [
    ...(schemas && schema !== null ? [`label=${quote([schema])}`] : []),
    ...(isCritical ? ["penwidth=3"] : []),
  ];
  return `${from} -> ${to}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`};`;
}

/** Escapes backslashes and HTML entities, which Graphviz interprets in quoted text. */
function quote(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replace(/&/g, "&amp;").replace(/[\\"]/g, "\\$&"));
  return `"${escaped.join("\\n")}"`;
}
