import type { Dag } from "../../../graph/index.ts";
import { oneLine, plural } from "../../text/index.ts";
import { countsText } from "../drawing.ts";
import { type Nest, nestByGroup } from "../groups.ts";
import type { Drawing, DrawnNode, StatusCounts } from "../model.ts";

/** Reorders rows so that the artifacts of a child runbook follow each other as far as their inputs allow. */
export function rowsByGroup(dag: Dag, rows: readonly number[], groupOf: (node: number) => readonly string[]) {
  if (rows.every((node) => groupOf(node).length === 0)) return rows;
  const left = [...rows];
  const placed = new Set<number>();
  const ordered: number[] = [];
  while (left.length > 0) {
    const last = ordered.at(-1);
    const before = last === undefined ? [] : groupOf(last);
    let best = 0;
    let shared = -1;
    for (const [at, node] of left.entries()) {
      const isReady = dag.dependencies[node]!.every((input) => placed.has(input));
      const common = isReady ? sharedDepth(before, groupOf(node)) : -1;
      if (common > shared) [best, shared] = [at, common];
    }
    const [next] = left.splice(best, 1);
    ordered.push(next!);
    placed.add(next!);
  }
  return ordered;
}

function sharedDepth(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((name, depth) => other[depth] !== name);
  return different === -1 ? one.length : different;
}

/** Lists the child runbooks of a drawing, indented like they are nested, with their artifacts by status. */
export function groupLines({ nodes }: Drawing, ascii: boolean): readonly string[] {
  const lines = linesOf(nestByGroup(nodes), 1, ascii);
  return lines.length === 0 ? [] : ["", "Child runbooks", ...lines];
}

function linesOf({ inner }: Nest, depth: number, ascii: boolean): readonly string[] {
  return inner.flatMap((nest) => {
    const all = membersOf(nest);
    const counts = countsOf(all);
    const said = counts === null ? plural(all.length, "artifact") : countsText(counts, ascii ? "words" : "symbols");
    return [`${"  ".repeat(depth)}${oneLine(nest.name)}  ${said}`, ...linesOf(nest, depth + 1, ascii)];
  });
}

const membersOf = ({ nodes, inner }: Nest): readonly DrawnNode[] => [...nodes, ...inner.flatMap(membersOf)];

function countsOf(nodes: readonly DrawnNode[]): StatusCounts | null {
  const counts: { -readonly [K in keyof StatusCounts]: StatusCounts[K] } = {};
  for (const { status } of nodes) {
    if (status === null) return null;
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
