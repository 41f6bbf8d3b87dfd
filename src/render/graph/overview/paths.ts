import type { Drawing, DrawnPath } from "../model.ts";
import type { Scope } from "./scope.ts";

/** The title of the path that failed. */
export const failedPath = "Failed path";

/** A longer path is shown by its first and last steps and those around the failure. */
const mostSteps = 60;
const ends = 20;

/** Returns the chains that a reader follows from end to end: the failed path, and the critical path. */
export function pathsOf(drawing: Drawing, scope: Scope): readonly DrawnPath[] {
  const failed = scope.nodes.findIndex(({ status }) => status === "failed");
  const critical = criticalPlaces(drawing, scope);
  return [
    ...(failed === -1 ? [] : [pathOf(failedPath, failedPlaces(scope, failed), scope)]),
    ...(critical.length > 1 ? [pathOf("Critical path", critical, scope)] : []),
  ];
}

function criticalPlaces({ edges }: Drawing, { nodes }: Scope): readonly number[] {
  const placeOf = new Map(nodes.map(({ key }, place) => [key, place]));
  const next = new Map(edges.filter(({ isCritical }) => isCritical).map(({ from, to }) => [from, to]));
  const arrivals = new Set(next.values());
  const start = nodes.find(({ key, isCritical }) => isCritical && !arrivals.has(key));
  const path: number[] = [];
  for (let key = start?.key; key !== undefined; key = next.get(key)) path.push(placeOf.get(key)!);
  return path;
}

/**
 * Returns the path from a source through the deepest inputs to the failed artifact, and on through those skipped
 * because of it.
 */
function failedPlaces({ nodes, dag, levelOf }: Scope, failed: number): readonly number[] {
  const deepest = (places: readonly number[]): number | undefined =>
    places.toSorted((a, b) => levelOf[b]! - levelOf[a]!)[0];
  const before: number[] = [];
  for (let at = deepest(dag.dependencies[failed]!); at !== undefined; at = deepest(dag.dependencies[at]!)) {
    before.push(at);
  }
  const skipped = (place: number): readonly number[] =>
    dag.dependents[place]!.filter((one) => nodes[one]!.status === "skipped");
  const nearest = (places: readonly number[]): number | undefined =>
    places.toSorted((a, b) => levelOf[a]! - levelOf[b]!)[0];
  const after: number[] = [];
  for (let at = nearest(skipped(failed)); at !== undefined; at = nearest(skipped(at))) after.push(at);
  return [...before.reverse(), failed, ...after];
}

function pathOf(title: string, places: readonly number[], { nodes }: Scope): DrawnPath {
  const around = places.findIndex((place) => nodes[place]!.status === "failed");
  const isKept = (index: number): boolean =>
    places.length <= mostSteps ||
    index < ends ||
    index >= places.length - ends ||
    (around !== -1 && Math.abs(index - around) <= ends);
  const steps: { node: (typeof nodes)[number]; leftOutBefore: number }[] = [];
  let leftOutBefore = 0;
  for (const [index, place] of places.entries()) {
    if (isKept(index)) {
      steps.push({ node: nodes[place]!, leftOutBefore });
      leftOutBefore = 0;
    } else leftOutBefore += 1;
  }
  return { title, steps };
}
