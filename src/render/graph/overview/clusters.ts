import type { ArtifactStatus } from "../../../domain/index.ts";
import { acyclicGroups, createDag } from "../../../graph/index.ts";
import { statusesBySeverity } from "../drawing.ts";
import type { DrawnEdge, DrawnNode, Grouping, StatusCounts } from "../model.ts";
import { type Kind, kindsOf, levelText } from "./kinds.ts";
import { idsOf, type Scope } from "./scope.ts";

/** A box and the nodes that it represents. */
export interface Cluster {
  readonly node: DrawnNode;
  readonly places: readonly number[];
}

interface ClusterOptions {
  readonly by: Grouping;
  /** Prefix of the keys of groups, which are unique within a drawing. */
  readonly prefix: string;
  /** Maximum number of boxes, if a grouping with fewer exists. */
  readonly most: number;
  readonly fits: (clusters: readonly Cluster[]) => boolean;
  /** A box for each child runbook is shown even if the reader has to scroll. */
  readonly scrolls?: boolean | undefined;
}

/** A reader finds child runbooks by name, so that more boxes of them are an overview. */
const mostRunbooks = 60;

/** Up to this many failed artifacts have their own box; more are grouped by kind. */
const mostFailed = 6;

/** Groups nodes by the finest grouping that fits; if none does, by the one with the fewest boxes. */
export function clustersOf(scope: Scope, places: readonly number[], options: ClusterOptions): readonly Cluster[] {
  const asked = options.by === "auto" ? [] : kindsOf(scope, places, options.by);
  for (const kind of asked) {
    const clusters = clustersBy(scope, places, kind, options.prefix);
    // A grouping that the reader requested need not fit, as long as it groups something.
    if (clusters.length > 1 && clusters.length <= options.most * 3 && clusters.length < places.length) return clusters;
  }
  let fewest: readonly Cluster[] = places.map((place) => alone(scope, place));
  for (const kind of kindsOf(scope, places, "auto")) {
    const clusters = clustersBy(scope, places, kind, options.prefix);
    if (clusters.length < 2 || clusters.length >= places.length) continue;
    if (kind.isByRunbook && clusters.length <= mostRunbooks && (options.scrolls || options.fits(clusters)))
      return clusters;
    if (clusters.length <= options.most && options.fits(clusters)) return clusters;
    if (clusters.length < fewest.length) fewest = clusters;
  }
  return fewest;
}

export const alone = ({ nodes }: Scope, place: number): Cluster => ({ node: nodes[place]!, places: [place] });

function clustersBy(scope: Scope, places: readonly number[], kind: Kind, prefix: string): readonly Cluster[] {
  const failed = places.filter((place) => scope.nodes[place]!.status === "failed");
  const isApart = failed.length <= mostFailed;
  const keyOf = (place: number): string => {
    if (scope.nodes[place]!.status !== "failed") return `of ${kind.keyOf(place)}`;
    return isApart ? `failed ${place}` : `failed of ${kind.keyOf(place)}`;
  };
  const order = new Map(places.map((place, index) => [place, index]));
  const inner = createDag(
    places.map((place) => scope.dag.dependencies[place]!.flatMap((input) => order.get(input) ?? [])),
  );
  const groupOf = acyclicGroups(inner, (node) => keyOf(places[node]!));
  const groups = [...Map.groupBy(places, (place) => groupOf[order.get(place)!]!).values()];
  const labels = labelsOf(scope, groups, kind);
  return groups.map((members, index) =>
    members.length === 1
      ? alone(scope, members[0]!)
      : { node: groupNode(scope, members, { key: `${prefix}${index + 1}`, label: labels[index]! }), places: members },
  );
}

/** Returns the labels of groups; adds levels to labels that would be equal. */
function labelsOf(scope: Scope, groups: readonly (readonly number[])[], { labelOf }: Kind): readonly string[] {
  const labels = groups.map(labelOf);
  const count = new Map<string, number>();
  for (const [index, label] of labels.entries()) {
    if (groups[index]!.length > 1) count.set(label, (count.get(label) ?? 0) + 1);
  }
  return labels.map((label, index) => {
    const levels = levelText(scope, groups[index]!);
    return count.get(label)! > 1 && label !== levels ? `${label}, ${levels}` : label;
  });
}

function groupNode(
  scope: Scope,
  places: readonly number[],
  { key, label }: { readonly key: string; readonly label: string },
): DrawnNode {
  const members = places.map((place) => scope.nodes[place]!);
  const durations = members.flatMap(({ durationMs }) => durationMs ?? []);
  const counts = countsOf(members);
  return {
    key,
    label,
    name: null,
    members: idsOf(scope, places),
    range: `${members[0]!.label} … ${members.at(-1)!.label}`,
    counts,
    group: [],
    tags: [],
    schema: same(members.map(({ schema }) => schema)),
    component: same(members.map(({ component }) => component)),
    status: counts === null ? null : (statusesBySeverity.find((status) => (counts[status] ?? 0) > 0) ?? null),
    durationMs: durations.length === 0 ? null : durations.reduce((sum, duration) => sum + duration, 0),
    isCritical: members.some(({ isCritical }) => isCritical),
  };
}

function countsOf(members: readonly DrawnNode[]): StatusCounts | null {
  if (members.every(({ status }) => status === null)) return null;
  const counts: Partial<Record<ArtifactStatus, number>> = {};
  for (const { status } of members) if (status !== null) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const same = <T>(values: readonly (T | null)[]): T | null => (new Set(values).size === 1 ? values[0]! : null);

/** Returns the edges between clusters, one for all that connect the same two. */
export function edgesBetween(
  edges: readonly DrawnEdge[],
  clusters: readonly Cluster[],
  placeOf: ReadonlyMap<string, number>,
): readonly DrawnEdge[] {
  const boxOf = new Map(clusters.flatMap(({ node, places }) => places.map((place) => [place, node.key] as const)));
  const joined = new Map<string, DrawnEdge>();
  for (const edge of edges) {
    const [from, to] = [boxOf.get(placeOf.get(edge.from)!), boxOf.get(placeOf.get(edge.to)!)];
    if (from === undefined || to === undefined || from === to) continue;
    const known = joined.get(`${from} ${to}`);
    joined.set(`${from} ${to}`, {
      from,
      to,
      schema: known === undefined || known.schema === edge.schema ? edge.schema : null,
      isCritical: edge.isCritical || known?.isCritical === true,
      count: edge.count + (known?.count ?? 0),
    });
  }
  return [...joined.values()];
}
