import type { DrawnNode } from "../model.ts";

/** Space that the frames around a box need, in pixels. */
interface FrameRoom {
  /** On the left, on the right and below. */
  readonly beside: number;
  /** Above, where the titles are. */
  readonly above: number;
}

/** Returns the space for so many frames around each other. */
export const frameRoom = (levels: number): FrameRoom => ({ beside: 10 * levels, above: 24 * levels });

/** Returns how many frames can be around a box. */
export const frameDepth = (nodes: readonly Pick<DrawnNode, "group">[]): number =>
  nodes.reduce((deepest, { group }) => Math.max(deepest, group.length), 0);
