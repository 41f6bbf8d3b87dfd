import type { ArtifactId } from "../../../domain/index.ts";
import { ancestors, createDag, type Dag, descendants, topologicalOrder } from "../../../graph/index.ts";
import type { Drawing, DrawnNode } from "../model.ts";

/** The input of grouping: the whole graph, even if only part of it is grouped. Nodes are indexes into the drawing. */
export interface Scope {
  readonly nodes: readonly DrawnNode[];
  readonly dag: Dag;
  /** 1 for a node without inputs; else one more than the deepest of its inputs. */
  readonly levelOf: readonly number[];
  /** Numbers of the connected parts of the graph, in plan order. */
  readonly partOf: readonly number[];
  /** How each node is related to failures. */
  readonly failureOf: readonly FailureRelation[];
}

type FailureRelation = "failed" | "led to a failure" | "skipped after a failure" | "not concerned";

export function scopeOf(drawing: Drawing): Scope {
  const { nodes } = drawing;
  const dag = dagOf(drawing);
  const levelOf = new Array<number>(nodes.length).fill(1);
  for (const node of topologicalOrder(dag)) {
    for (const input of dag.dependencies[node]!) levelOf[node] = Math.max(levelOf[node]!, levelOf[input]! + 1);
  }
  return { nodes, dag, levelOf, partOf: partsOf(dag), failureOf: failures(nodes, dag) };
}

/** Returns the graph of node indexes, each with the indexes of its inputs. */
export function dagOf({ nodes, edges }: Pick<Drawing, "nodes" | "edges">): Dag {
  const places = new Map(nodes.map(({ key }, place) => [key, place]));
  const inputs: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) inputs[places.get(to)!]!.push(places.get(from)!);
  return createDag(inputs);
}

/** Returns the number of the connected part for each node. */
export function partsOf({ size, dependencies, dependents }: Dag): readonly number[] {
  const part = new Array<number>(size).fill(-1);
  let count = 0;
  for (let start = 0; start < size; start += 1) {
    if (part[start] !== -1) continue;
    const open = [start];
    part[start] = count;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const beside of [...dependencies[node]!, ...dependents[node]!]) {
        if (part[beside] !== -1) continue;
        part[beside] = count;
        open.push(beside);
      }
    }
    count += 1;
  }
  return part;
}

function failures(nodes: readonly DrawnNode[], dag: Dag): readonly FailureRelation[] {
  const failed = nodes.flatMap(({ status }, place) => (status === "failed" ? [place] : []));
  const [below, above] = [descendants(dag, failed), ancestors(dag, failed)];
  return nodes.map(({ status }, place) => {
    if (status === "failed") return "failed";
    if (below.has(place) && status === "skipped") return "skipped after a failure";
    return above.has(place) ? "led to a failure" : "not concerned";
  });
}

/** Returns the ids of several nodes, in their order. */
export const idsOf = ({ nodes }: Scope, places: readonly number[]): readonly ArtifactId[] =>
  places.flatMap((place) => nodes[place]!.members);
