import { plural } from "../../text/index.ts";
import type { Drawing, DrawnEdge, Grouping } from "../model.ts";
import { alone, type Cluster, clustersOf, edgesBetween } from "./clusters.ts";
import { mostMembers } from "./kinds.ts";
import { pathsOf } from "./paths.ts";
import { type Scope, scopeOf } from "./scope.ts";

interface OverviewOptions {
  readonly by: Grouping;
  /** Returns whether a drawing is readable where it is shown. */
  readonly fits: (drawing: Drawing) => boolean;
  /** The reader can scroll: child runbooks are shown by name even where they do not fit. */
  readonly scrolls?: boolean | undefined;
  /** Explains to the reader why the whole graph does not fit. */
  readonly why: string;
}

/** More boxes are not an overview. */
const mostBoxes = 24;

/**
 * Returns the drawing itself if it fits and no grouping was requested; else a grouped one, with the failed and the
 * critical path shown step by step. The note says so.
 */
export function overviewOf(drawing: Drawing, { by, fits, scrolls, why }: OverviewOptions): Drawing {
  if (by === "auto" && fits(drawing)) return drawing;
  const scope = scopeOf(drawing);
  const places = drawing.nodes.map((_, place) => place);
  const placeOf = placesOf(drawing);
  const paths = pathsOf(drawing, scope);
  const drawn = (clusters: readonly Cluster[]): Drawing => ({
    ...drawing,
    nodes: clusters.map(({ node }) => node),
    edges: edgesBetween(drawing.edges, clusters, placeOf),
    paths,
    note: noteOf(drawing, clusters.length, by === "auto" ? why : `grouped by ${by}`),
  });
  return drawn(
    clustersOf(scope, places, {
      ...{ by, prefix: "b", most: mostBoxes, scrolls },
      fits: (clusters) => fits(drawn(clusters)),
    }),
  );
}

function noteOf({ nodes, note }: Drawing, boxes: number, why: string): string | null {
  if (boxes === nodes.length) return note;
  const own = `${plural(nodes.length, "artifact")} are drawn as ${boxes} ${boxes === 1 ? "box" : "boxes"}: ${why}`;
  return note === null ? own : `${note}; ${own}`;
}

const placesOf = ({ nodes }: Drawing): ReadonlyMap<string, number> =>
  new Map(nodes.map(({ key }, place) => [key, place]));

/** The boxes of a drawing with open groups; an open group has the boxes inside it. */
export interface Nested {
  readonly clusters: readonly (Cluster & { readonly inside: Nested | null })[];
  readonly edges: readonly DrawnEdge[];
}

interface NestedOptions {
  readonly by: Grouping;
  /** Keys of the open groups. */
  readonly open: ReadonlySet<string>;
  /** Returns whether the overview with all groups closed is readable where it is shown. */
  readonly fits: (nested: Nested) => boolean;
}

/** Returns the overview with some groups open, each in place of its box. */
export function nestedOf(drawing: Drawing, scope: Scope, { by, open, fits }: NestedOptions): Nested {
  const placeOf = placesOf(drawing);
  const nested = (clusters: readonly Cluster[], inside: (cluster: Cluster) => Nested | null): Nested => ({
    clusters: clusters.map((cluster) => ({ ...cluster, inside: inside(cluster) })),
    edges: edgesBetween(drawing.edges, clusters, placeOf),
  });
  const opened = ({ node, places }: Cluster): Nested | null => {
    if (places.length === 1 || !open.has(node.key)) return null;
    const options = { by: "auto", prefix: `${node.key}.`, most: mostBoxes, fits: () => true } as const;
    const isSmall = places.length <= mostMembers;
    return nested(isSmall ? places.map((place) => alone(scope, place)) : clustersOf(scope, places, options), opened);
  };
  const places = drawing.nodes.map((_, place) => place);
  const closed = (clusters: readonly Cluster[]): Nested => nested(clusters, () => null);
  const each = closed(places.map((place) => alone(scope, place)));
  if (by === "auto" && fits(each)) return each;
  const clusters = clustersOf(scope, places, {
    ...{ by, prefix: "b", most: mostBoxes, scrolls: true },
    fits: (some) => fits(closed(some)),
  });
  return nested(clusters, opened);
}

/** Returns the contents of a group, with all groups within it open. */
export function insideOf(
  drawing: Drawing,
  scope: Scope,
  { key, places }: { readonly key: string; readonly places: readonly number[] },
): Nested {
  const placeOf = placesOf(drawing);
  const clusters =
    places.length <= mostMembers
      ? places.map((place) => alone(scope, place))
      : clustersOf(scope, places, { by: "auto", prefix: `${key}.`, most: mostBoxes, fits: () => true });
  return {
    clusters: clusters.map((cluster) => ({
      ...cluster,
      inside:
        cluster.places.length === 1
          ? null
          : insideOf(drawing, scope, { key: cluster.node.key, places: cluster.places }),
    })),
    edges: edgesBetween(drawing.edges, clusters, placeOf),
  };
}

/** Returns the keys of the groups around an artifact, outermost first, at any depth. */
export function groupsAround(
  drawing: Drawing,
  scope: Scope,
  options: Pick<NestedOptions, "by" | "fits"> & { readonly place: number },
): readonly string[] {
  const around: string[] = [];
  for (;;) {
    let level: Nested | null = nestedOf(drawing, scope, { ...options, open: new Set(around) });
    let next: string | undefined;
    while (level !== null) {
      const holder: Nested["clusters"][number] | undefined = level.clusters.find(({ places }) =>
        places.includes(options.place),
      );
      if (holder === undefined || holder.places.length === 1) return around;
      if (holder.inside === null) next = holder.node.key;
      level = holder.inside;
    }
    if (next === undefined) return around;
    around.push(next);
  }
}
