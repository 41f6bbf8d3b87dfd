import type { Drawing, DrawOptions } from "../model.ts";
import type { Nested } from "../overview/index.ts";
import { type Scene, sceneOf } from "./scene.ts";

/** The size of the area in which a picture is viewed, in pixels. */
interface Room {
  readonly width: number;
  /** Infinity: unlimited. */
  readonly height: number;
}

export interface SvgOptions extends Omit<DrawOptions, "direction"> {
  /** null: the direction that is shown larger. */
  readonly direction: DrawOptions["direction"] | null;
}

/** The area for a standalone picture: an ordinary window. */
export const pictureRoom: Room = { width: 1400, height: 1000 };

/** Returns the boxes of a drawing, none of them open. */
export const closed = ({ nodes, edges }: Pick<Drawing, "nodes" | "edges">): Nested => ({
  clusters: nodes.map((node, place) => ({ node, places: [place], inside: null })),
  edges,
});

/** The smallest scale at which the texts of a box are readable. */
export const readable = 0.85;

interface FittedScene {
  readonly scene: Scene;
  readonly direction: "TD" | "LR";
  /** The scale at which all of it is visible, 1 at most. */
  readonly zoom: number;
}

/** Returns a scene in the requested direction; by default in the one that is shown larger. */
export function fittedScene(nested: Nested, { direction, schemas }: SvgOptions, room: Room): FittedScene {
  const directions = direction === null ? (["TD", "LR"] as const) : [direction];
  const [first, second] = directions.map((one): FittedScene => {
    const scene = sceneOf(nested, { direction: one, schemas, wide: room.width });
    return { scene, direction: one, zoom: zoomOf(scene, room) };
  });
  return second !== undefined && second.zoom > first!.zoom ? second : first!;
}

const zoomOf = (scene: Scene, room: Room): number =>
  Math.min(1, room.width / Math.max(1, scene.width), room.height / Math.max(1, scene.height));

/** Up to `fewest` artifacts always have their own boxes; more than `most` boxes are too many. */
export const fewest = 12;
const most = 60;

/** Returns whether a standalone picture is readable with a box for each artifact. */
export function isReadablePicture(drawing: Drawing, options: SvgOptions): boolean {
  const { nodes } = drawing;
  if (nodes.length <= fewest && nodes.every(({ range }) => range === null)) return true;
  return nodes.length <= most && fittedScene(closed(drawing), options, pictureRoom).zoom >= readable;
}
