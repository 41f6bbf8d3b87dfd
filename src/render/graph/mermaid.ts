import { plural } from "../text/index.ts";
import { boxLines, shortText } from "./drawing.ts";
import { type Nest, nestByGroup } from "./groups.ts";
import type { Drawing, DrawnEdge, DrawnPath, DrawOptions } from "./model.ts";
import { statusOrder, statusStyles } from "./status.ts";

/** The default limits of Mermaid. */
export const mermaidLimits = { edges: 500, characters: 50_000 } as const;

/** Renders a Mermaid flowchart. Ends with a newline. */
export function renderMermaid(drawing: Drawing, options: DrawOptions): string {
  const title = [`%% ${comment(drawing.title)}`, ...(drawing.run === null ? [] : [`%% ${drawing.run}`])];
  const note = drawing.note === null ? [] : [`%% ${comment(drawing.note)}`];
  const lines = [
    `graph ${options.direction}`,
    ...nestLines(nestByGroup(drawing.nodes), { count: 0 }, 0),
    ...drawing.edges.map((edge) => edgeLine(edge, options.schemas)),
    ...drawing.paths.flatMap(pathLines),
    ...classLines(drawing),
  ];
  return `${[...title, ...note, lines[0], ...lines.slice(1).map((line) => `    ${line}`)].join("\n")}\n`;
}

function nestLines(nest: Nest, named: { count: number }, depth: number): readonly string[] {
  const indent = "    ".repeat(depth);
  const inside = nest.inner.flatMap((inner) => {
    named.count += 1;
    const head = `${indent}subgraph g${named.count}["${escaped(shortText(inner.name))}"]`;
    return [head, ...nestLines(inner, named, depth + 1), `${indent}end`];
  });
  return [
    ...nest.nodes.map((node) => `${indent}${node.key}["${boxLines(node).map(escaped).join("<br/>")}"]`),
    ...inside,
  ];
}

/** Draws a path step by step, separate from the groups, whose boxes contain the same artifacts. */
function pathLines({ title, steps }: DrawnPath, path: number): readonly string[] {
  const keys = steps.map((_, step) => stepKey(path, step));
  const chain = steps.slice(1).map(({ leftOutBefore }, step) => {
    const label = leftOutBefore === 0 ? "" : `|"${escaped(plural(leftOutBefore, "more artifact"))}"|`;
    return `    ${keys[step]} -->${label} ${keys[step + 1]}`;
  });
  return [
    `subgraph path${path + 1}["${escaped(title)}"]`,
    ...steps.map(({ node }, step) => `    ${keys[step]}["${boxLines(node).map(escaped).join("<br/>")}"]`),
    ...chain,
    "end",
  ];
}

const stepKey = (path: number, step: number): string => `p${path + 1}s${step + 1}`;

function edgeLine({ from, to, schema, isCritical }: DrawnEdge, schemas: boolean): string {
  const label = schemas && schema !== null ? `|"${escaped(schema)}"|` : "";
  return `${from} ${isCritical ? "==>" : "-->"}${label} ${to}`;
}

function classLines({ nodes, paths }: Drawing): readonly string[] {
  const all = [
    ...nodes.map(({ key, status }) => ({ key, status })),
    ...paths.flatMap(({ steps }, path) =>
      steps.map(({ node: { status } }, step) => ({ key: stepKey(path, step), status })),
    ),
  ];
  const classes = statusOrder.flatMap((status) => {
    const keys = all.filter((node) => node.status === status).map(({ key }) => key);
    if (keys.length === 0) return [];
    const { fill, stroke, isDashed, isBold } = statusStyles[status];
    const border = `${isDashed ? ",stroke-dasharray:6 4" : ""}${isBold ? ",stroke-width:3px" : ""}`;
    return [
      `classDef ${status} fill:${fill},stroke:${stroke},color:#000000${border}`,
      `class ${keys.join(",")} ${status}`,
    ];
  });
  const critical = nodes.filter(({ isCritical }) => isCritical).map(({ key }) => key);
  return critical.length === 0
    ? classes
    : [...classes, "classDef critical stroke-width:4px", `class ${critical.join(",")} critical`];
}

// Letters, digits, pictures, and the few characters without a meaning in Mermaid, Markdown or HTML.
const harmless = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Cf} _.,:…⊘⊗○-]/u;

/** Replaces every other character by its code. */
function escaped(text: string): string {
  return [...text].map((c) => (harmless.test(c) ? c : `#${c.codePointAt(0)};`)).join("");
}

/** Returns one line without braces, which Mermaid would read as a directive. */
const comment = (text: string): string => shortText(text, 200).replace(/[{}%]/g, "_");
