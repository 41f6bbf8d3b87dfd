import type { Lineage, LineageNode } from "../run/index.ts";
import { apiVersion } from "./json.ts";
import { paintStatus } from "./run/index.ts";
import type { LineageShape } from "./shapes/index.ts";
import type { Palette } from "./text/index.ts";
import { formatCount } from "./text/index.ts";

interface LineageStyle {
  readonly palette: Palette;
  readonly ascii: boolean;
}

/**
 * Draws trees of what an artifact was made from, what was made from it, and where else its content occurs. Ends without
 * a newline.
 */
export function renderLineage(lineage: Lineage, style: LineageStyle): string {
  const { artifact, madeFrom, madeInto, elsewhere } = lineage;
  const section = (title: string, nodes: readonly LineageNode[], none: string): string[] =>
    nodes.length === 0 ? [`${title}: ${none}`] : [`${title}:`, ...firstOf(branches(nodes, artifact.run, style))];
  return [
    `${style.palette.bold(artifact.artifact)}  ${artifact.run}  ${about(artifact, style)}`,
    "",
    ...section("made from", madeFrom, "nothing in the run"),
    "",
    ...section("made into", madeInto, "nothing"),
    "",
    ...section("the same content in other runs", elsewhere, "none"),
  ].join("\n");
}

const signs = {
  drawn: { branch: "├─ ", last: "└─ ", through: "│  " },
  ascii: { branch: "|- ", last: "`- ", through: "|  " },
} as const;

/** Maximum number of lines of a tree. */
const mostLines = 1000;

function firstOf(lines: Iterable<string>): readonly string[] {
  const first: string[] = [];
  let more = 0;
  for (const text of lines) {
    if (first.length < mostLines) first.push(text);
    else more += 1;
  }
  return more === 0 ? first : [...first, `and ${formatCount(more)} more; --json lists all`];
}

/** `home`: the run that is not repeated at its nodes. */
function* branches(
  nodes: readonly LineageNode[],
  home: string,
  style: LineageStyle,
  indent = "",
): Generator<string, void> {
  const { branch, last, through } = style.ascii ? signs.ascii : signs.drawn;
  for (const [i, node] of nodes.entries()) {
    const isLast = i === nodes.length - 1;
    yield `${indent}${isLast ? last : branch}${line(node, home, style)}`;
    yield* branches(node.children, node.run, style, `${indent}${isLast ? "   " : through}`);
  }
}

function line(node: LineageNode, home: string, style: LineageStyle): string {
  const where = node.run === home ? "" : `  ${node.run}`;
  return `${node.artifact}${where}  ${about(node, style)}${node.isRepeated ? "  (see above)" : ""}${node.isCut ? "  (continues: use --lineage of this artifact)" : ""}`;
}

function about({ status, schema, digest, link, isAltered }: LineageNode, { palette }: LineageStyle): string {
  const words = [
    status === null ? "not in this store" : paintStatus(status, palette),
    ...(link === "reused-from" ? ["reused from there"] : link === "equal" ? ["equal digest"] : []),
    ...(isAltered ? ["altered"] : []),
    ...(schema === null ? [] : [schema]),
    ...(digest === null ? [] : [palette.faint(digest.slice(0, 12))]),
  ];
  return words.join("  ");
}

/** Returns `{ apiVersion, kind: "Lineage", run, artifact, itself, madeFrom, madeInto, elsewhere }`. */
export function lineageJson({ artifact, ...lineage }: Lineage): LineageShape {
  const { run, artifact: id } = artifact;
  return { apiVersion, kind: "Lineage", run, artifact: id, itself: artifact, ...lineage };
}
