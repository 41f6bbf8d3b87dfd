import type { ArtifactId } from "../../domain/index.ts";
import type { Graph } from "../../run/index.ts";
import type { DrawnNode } from "./model.ts";

/** Nodes and the groups within them, nested like child runbooks. */
export interface Nest<Node = DrawnNode> {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly inner: readonly Nest<Node>[];
}

/** Sorts nodes into their groups; keeps the order of nodes, and orders groups by their first node. */
export function nestByGroup<Node extends Pick<DrawnNode, "group">>(
  nodes: readonly Node[],
  depth = 0,
  name = "",
): Nest<Node> {
  const own: Node[] = [];
  const inner = new Map<string, Node[]>();
  for (const node of nodes) {
    const group = node.group[depth];
    const members = group === undefined ? own : inner.get(group);
    if (members !== undefined) members.push(node);
    else if (group !== undefined) inner.set(group, [node]);
  }
  return { name, nodes: own, inner: [...inner].map(([group, members]) => nestByGroup(members, depth + 1, group)) };
}

/** A child runbook of a graph. */
interface GraphGroup {
  /** The id of the including artifact. */
  readonly id: ArtifactId;
  readonly name: string;
  readonly parent: ArtifactId | null;
  readonly artifacts: readonly ArtifactId[];
}

/** Returns the child runbooks of a graph, each after the one in which it is. */
export function groupsOf({ nodes }: Pick<Graph, "nodes">): readonly GraphGroup[] {
  const within = ({ inner }: ReturnType<typeof nestByGroup<Graph["nodes"][number]>>, parent: ArtifactId | null) =>
    inner.flatMap((nest): readonly GraphGroup[] => {
      const id = (parent === null ? nest.name : `${parent}/${nest.name}`) as ArtifactId;
      const own = { id, name: nest.name, parent, artifacts: nest.nodes.map((node) => node.id) };
      return [own, ...within(nest, id)];
    });
  return within(nestByGroup(nodes), null);
}
