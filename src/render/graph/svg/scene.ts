import { createDag, type Layered, layered } from "../../../graph/index.ts";
import type { DrawnEdge, DrawnNode, DrawOptions } from "../model.ts";
import { dagOf, type Nested, partsOf } from "../overview/index.ts";
import { boxOf, type NodeBox, openBox, openRoom } from "./boxes.ts";
import { frameDepth, frameRoom } from "./frame-room.ts";
import { blockGap, type Extent, packed } from "./packed.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box and its centre. */
export interface PlacedBox extends NodeBox, Point {
  readonly node: DrawnNode;
  /** A group that shows its contents; those boxes come after it. */
  readonly isOpen: boolean;
}

/** An edge and the points on its way, from border to border. */
export interface Route {
  readonly edge: DrawnEdge;
  readonly points: readonly Point[];
}

export interface Scene extends Extent {
  readonly boxes: readonly PlacedBox[];
  readonly routes: readonly Route[];
}

interface SceneOptions extends DrawOptions {
  /** Connected parts of the graph are placed next to each other up to this width. */
  readonly wide: number;
}

/** Places boxes and edges in pixels: each connected part in layers, the parts next to and below each other. */
export function sceneOf(nested: Nested, options: SceneOptions): Scene {
  // An open group is next to other boxes, which need space, too.
  const narrower = { ...options, wide: options.direction === "LR" ? options.wide * 0.6 : options.wide * 0.9 };
  const inner = nested.clusters.map(({ inside }) => (inside === null ? null : sceneOf(inside, narrower)));
  const boxes = nested.clusters.map(({ node }, place) => (inner[place] ? openBox(node, inner[place]) : boxOf(node)));
  const graph: Graph = { nodes: nested.clusters.map(({ node }) => node), edges: nested.edges, boxes };
  const partsByNode = partsOf(dagOf(graph));
  const parts = [...Map.groupBy(graph.nodes.keys(), (place) => partsByNode[place]!).values()];
  const scenes = parts.map((places) => layeredScene(partOf(graph, places), options));
  const room = frameRoom(frameDepth(graph.nodes));
  const { at, width, height } = packed(scenes, options.wide, Math.max(blockGap, room.above + room.beside));
  const moved = scenes.map((scene, index) => shifted(scene, at[index]!));
  // Screen readers follow plan order, wherever the parts are placed.
  const order = new Map(graph.nodes.map(({ key }, place) => [key, place]));
  const placed = moved.flatMap((scene) => scene.boxes).sort((a, b) => order.get(a.node.key)! - order.get(b.node.key)!);
  const innerOf = new Map(graph.nodes.map(({ key }, place) => [key, inner[place]]));
  const all = placed.map((box) => ({ box, inside: innerOf.get(box.node.key) ?? null }));
  const opened = all.map(({ box, inside }) => (inside === null ? null : within(box, inside)));
  return {
    boxes: all.flatMap(({ box }, index) => [
      { ...box, isOpen: opened[index] !== null },
      ...(opened[index]?.boxes ?? []),
    ]),
    routes: [...moved.flatMap((scene) => scene.routes), ...opened.flatMap((scene) => scene?.routes ?? [])],
    width,
    height,
  };
}

/** Moves the contents of an open box below its name. */
const within = ({ x, y, width, height }: PlacedBox, inside: Scene): Scene =>
  shifted(inside, { x: x - width / 2 + (width - inside.width) / 2, y: y - height / 2 + openRoom.head });

function shifted(scene: Scene, by: Point): Scene {
  const move = <T extends Point>(one: T): T => ({ ...one, x: one.x + by.x, y: one.y + by.y });
  return {
    ...scene,
    boxes: scene.boxes.map(move),
    routes: scene.routes.map((route) => ({ ...route, points: route.points.map(move) })),
  };
}

/** The boxes of one container and the edges between them. */
interface Graph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly boxes: readonly NodeBox[];
}

function partOf({ nodes, edges, boxes }: Graph, places: readonly number[]): Graph {
  const keys = new Set(places.map((place) => nodes[place]!.key));
  return {
    nodes: places.map((place) => nodes[place]!),
    boxes: places.map((place) => boxes[place]!),
    edges: edges.filter(({ from }) => keys.has(from)),
  };
}

/** Returns the gap between layers; larger if many edges pass, to keep them apart. */
const layerGap = (segments: number, { direction, schemas }: DrawOptions): number =>
  (direction === "LR" ? 56 + (schemas ? 150 : 0) : 40 + (schemas ? 20 : 0)) + Math.min(90, segments * 1.5);

function layeredScene(graph: Graph, options: SceneOptions): Scene {
  const { nodes, boxes } = graph;
  const places = new Map(nodes.map(({ key }, place) => [key, place]));
  const isWide = options.direction === "TD";
  const room = frameRoom(frameDepth(nodes));
  const layout = layered(createDag(dagOf(graph).dependencies), {
    sizeOf: (node) => (isWide ? boxes[node]!.width : boxes[node]!.height),
    wireSize: 8,
    gap: isWide ? Math.max(28, 2 * room.beside + 6) : Math.max(18, room.above + room.beside + 4),
    wireGap: 14,
    grid: "free",
    groupOf: (node) => nodes[node]!.group.join("/"),
  });
  const lanes = lanesOf(layout, boxes, { ...options, more: isWide ? Math.max(0, room.above + room.beside - 34) : 0 });
  const point = (across: number, along: number): Point => (isWide ? { x: across, y: along } : { x: along, y: across });
  const placed = boxes.map((box, place) => {
    const item = layout.items[place]!;
    return { ...box, node: nodes[place]!, isOpen: false, ...point(item.position, lanes[item.layer]!.middle) };
  });
  const routes = routesOf(graph.edges, layout, places, (item, side) => {
    const { position, layer, isWire, node } = layout.items[item]!;
    const { middle, half } = lanes[layer]!;
    const own = isWire ? half : (isWide ? boxes[node]!.height : boxes[node]!.width) / 2;
    return point(position, middle + (side === "in" ? -own : own));
  });
  const last = lanes.at(-1);
  const length = last === undefined ? 0 : last.middle + last.half;
  return { boxes: placed, routes, width: isWide ? layout.breadth : length, height: isWide ? length : layout.breadth };
}

interface Lane {
  readonly middle: number;
  readonly half: number;
}

function lanesOf(
  { layers, items, segments }: Layered,
  boxes: readonly NodeBox[],
  options: DrawOptions & { readonly more: number },
): readonly Lane[] {
  let at = 0;
  return layers.map((layer, index) => {
    const extent = layer.reduce((most, item) => {
      const { node, isWire } = items[item]!;
      const box = boxes[node]!;
      return isWire ? most : Math.max(most, options.direction === "TD" ? box.height : box.width);
    }, 0);
    const lane = { middle: at + extent / 2, half: extent / 2 };
    at += extent + layerGap(segments[index]?.length ?? 0, options) + options.more;
    return lane;
  });
}

/** Returns the route of each edge along the wires of its source. */
function routesOf(
  edges: readonly DrawnEdge[],
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
