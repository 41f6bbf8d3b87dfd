import type { Lineage, LineageNode } from "../run/index.ts";
import { apiVersion } from "./json.ts";
import type { Palette } from "./paint.ts";
import { paintStatus } from "./run-list.ts";
import type { LineageShape } from "./shapes/looking.ts";

export interface LineageStyle {
  readonly palette: Palette;
  readonly ascii: boolean;
}

/** Trees of what an artifact was made from, what was made from it, and where else its content is. No final newline. */
export function renderLineage(lineage: Lineage, style: LineageStyle): string {
  const { artifact, madeFrom, madeInto, elsewhere } = lineage;
  const section = (title: string, nodes: readonly LineageNode[], none: string): string[] =>
    nodes.length === 0 ? [`${title}: ${none}`] : [`${title}:`, ...branches(nodes, artifact.run, style)];
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

/** `home`: the run that a node need not name. */
function branches(nodes: readonly LineageNode[], home: string, style: LineageStyle): readonly string[] {
  const { branch, last, through } = style.ascii ? signs.ascii : signs.drawn;
  return nodes.flatMap((node, i) => {
    const isLast = i === nodes.length - 1;
    const below = branches(node.children, node.run, style);
    return [
      `${isLast ? last : branch}${line(node, home, style)}`,
      ...below.map((text) => `${isLast ? "   " : through}${text}`),
    ];
  });
}

function line(node: LineageNode, home: string, style: LineageStyle): string {
  const where = node.run === home ? "" : `  ${node.run}`;
  return `${node.artifact}${where}  ${about(node, style)}${node.isRepeated ? "  (see above)" : ""}`;
}

function about({ status, schema, digest, link }: LineageNode, { palette }: LineageStyle): string {
  const words = [
    status === null ? "not in this store" : paintStatus(status, palette),
    ...(link === "reused-from" ? ["taken over from there"] : link === "equal" ? ["equal digest"] : []),
    ...(schema === null ? [] : [schema]),
    ...(digest === null ? [] : [palette.faint(digest.slice(0, 12))]),
  ];
  return words.join("  ");
}

/** `{ apiVersion, kind: "Lineage", run, artifact, itself, madeFrom, madeInto, elsewhere }`. */
export function lineageJson({ artifact, ...lineage }: Lineage): LineageShape {
  const { run, artifact: id } = artifact;
  return { apiVersion, kind: "Lineage", run, artifact: id, itself: artifact, ...lineage };
}
