import { createDag, type Layered, layered } from "../../../graph/index.ts";
import type { Drawing, DrawnEdge, DrawOptions } from "../model.ts";
import { type Box, boxOf } from "./boxes.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with its centre. */
export interface PlacedBox extends Box, Point {
  readonly place: number;
}

/** An edge with the points that it passes, from border to border. */
export interface Route {
  readonly edge: DrawnEdge;
  readonly points: readonly Point[];
}

export interface Scene {
  readonly boxes: readonly PlacedBox[];
  readonly routes: readonly Route[];
  readonly width: number;
  readonly height: number;
}

/** Between layers; more where many edges pass, so that they stay apart. */
const layerGap = (segments: number, { direction, schemas }: DrawOptions): number =>
  (direction === "LR" ? 56 + (schemas ? 150 : 0) : 44 + (schemas ? 16 : 0)) + Math.min(90, segments * 1.5);

/** Places boxes and edges in pixels. */
export function sceneOf(drawing: Drawing, options: DrawOptions): Scene {
  const { direction } = options;
  const boxes = drawing.nodes.map(boxOf);
  const places = new Map(drawing.nodes.map(({ key }, place) => [key, place]));
  const inputs: number[][] = drawing.nodes.map(() => []);
  for (const { from, to } of drawing.edges) inputs[places.get(to)!]!.push(places.get(from)!);
  const isWide = direction === "TD";
  const layout = layered(createDag(inputs), {
    sizeOf: (node) => (isWide ? boxes[node]!.width : boxes[node]!.height),
    wireSize: 8,
    gap: isWide ? 28 : 18,
    wireGap: 14,
    grid: "free",
    groupOf: (node) => drawing.nodes[node]!.group.join("/"),
  });
  const lanes = lanesOf(layout, boxes, options);
  const point = (across: number, along: number): Point => (isWide ? { x: across, y: along } : { x: along, y: across });
  const placed = boxes.map((box, place) => {
    const item = layout.items[place]!;
    return { ...box, place, ...point(item.position, lanes[item.layer]!.middle) };
  });
  const routes = routesOf(drawing, layout, places, (item, side) => {
    const { position, layer, isWire, node } = layout.items[item]!;
    const { middle, half } = lanes[layer]!;
    const own = isWire ? half : (isWide ? boxes[node]!.height : boxes[node]!.width) / 2;
    return point(position, middle + (side === "in" ? -own : own));
  });
  const length = lanes.at(-1) === undefined ? 0 : lanes.at(-1)!.middle + lanes.at(-1)!.half;
  return { boxes: placed, routes, width: isWide ? layout.breadth : length, height: isWide ? length : layout.breadth };
}

interface Lane {
  readonly middle: number;
  readonly half: number;
}

function lanesOf({ layers, items, segments }: Layered, boxes: readonly Box[], options: DrawOptions): readonly Lane[] {
  let at = 0;
  return layers.map((layer, index) => {
    const extent = layer.reduce((most, item) => {
      const { node, isWire } = items[item]!;
      const box = boxes[node]!;
      return isWire ? most : Math.max(most, options.direction === "TD" ? box.height : box.width);
    }, 0);
    const lane = { middle: at + extent / 2, half: extent / 2 };
    at += extent + layerGap(segments[index]?.length ?? 0, options);
    return lane;
  });
}

/** Walks each edge along the wires of its source. */
function routesOf(
  { edges }: Drawing,
  { items, segments }: Layered,
  places: ReadonlyMap<string, number>,
  border: (item: number, side: "in" | "out") => Point,
): readonly Route[] {
  const wires = new Map<string, number>();
  for (const { to } of segments.flat()) {
    const { isWire, node, layer } = items[to]!;
    if (isWire) wires.set(`${node} ${layer}`, to);
  }
  return edges.map((edge) => {
    const [from, to] = [places.get(edge.from)!, places.get(edge.to)!];
    const points = [border(from, "out")];
    for (let layer = items[from]!.layer + 1; layer < items[to]!.layer; layer += 1) {
      const wire = wires.get(`${from} ${layer}`)!;
      points.push(border(wire, "in"), border(wire, "out"));
    }
    return { edge, points: [...points, border(to, "in")] };
  });
}
