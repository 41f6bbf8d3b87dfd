import { useMemo, useState } from "preact/hooks";
import type { DrawnNode, Grouping } from "../../src/render/graph/model.ts";
import { groupsAround, type Nested, nestedOf, pathsOf, scopeOf } from "../../src/render/graph/overview/index.ts";
import { fewest, fittedScene, readable } from "../../src/render/graph/svg/fit.ts";
import { renderSceneSvg } from "../../src/render/graph/svg/svg.ts";
import type { Report } from "../data.ts";
import { drawingOf } from "./drawing.ts";
import type { Room } from "./room.ts";

export interface View {
  readonly svg: string;
  readonly size: Room;
  /** The initial zoom, at which the whole graph is visible if it is readable at that size. */
  readonly zoom: number;
  /** The drawn boxes by their keys. */
  readonly nodes: ReadonlyMap<string, DrawnNode>;
  readonly isGrouped: boolean;
}

const options = { direction: null, schemas: false } as const;

/** Holds the drawn part of a run's graph, and which of its groups are open. */
export function useView(report: Report, by: Grouping, room: Room) {
  const base = useMemo(() => {
    const drawing = drawingOf(report);
    const scope = scopeOf(drawing);
    return { drawing, scope, paths: pathsOf(drawing, scope) };
  }, [report]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // The drawing may be a little taller than the window, but not wider.
  const tall = { ...room, height: room.height * 1.5 };
  const fits = (nested: Nested): boolean => {
    const all = nested.clusters.map(({ node }) => node);
    if (all.length <= fewest && all.every(({ range }) => range === null)) return true;
    return all.length <= mostBoxes && fittedScene(nested, options, tall).zoom >= readable;
  };
  // Opening a group must not change the direction of the drawing.
  const direction = useMemo(
    () => fittedScene(nestedOf(base.drawing, base.scope, { by, open: new Set(), fits }), options, tall).direction,
    [base, by, room.width, room.height],
  );
  const view = useMemo(
    () => viewOf(nestedOf(base.drawing, base.scope, { by, open, fits }), direction, room),
    [base, by, open, direction, room.width, room.height],
  );
  const reveal = (id: string): void => {
    const place = base.drawing.nodes.findIndex(({ label }) => label === id);
    if (place !== -1) setOpen(new Set([...open, ...groupsAround(base.drawing, base.scope, { by, fits, place })]));
  };
  return { view, open, setOpen, reveal, paths: base.paths };
}

const mostBoxes = 60;

function viewOf(nested: Nested, direction: "TD" | "LR", room: Room): View {
  const { scene, zoom } = fittedScene(nested, { direction, schemas: false }, room);
  return {
    svg: renderSceneSvg(scene, { direction, schemas: false }, { label: "Graph of artifacts", isPicture: false }),
    size: { width: scene.width, height: scene.height },
    zoom: Math.max(readable, zoom),
    nodes: new Map(scene.boxes.map(({ node }) => [node.key, node])),
    isGrouped: scene.boxes.some(({ node }) => node.range !== null),
  };
}
