/** A size in pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

interface Packed extends Extent {
  /** The upper left corner of each block. */
  readonly at: readonly { readonly x: number; readonly y: number }[];
}

/** Space between blocks. */
export const blockGap = 24;

/**
 * Arranges blocks in rows, in their order, each row up to the requested width (or that of the widest block). Blocks of
 * similar size are aligned in columns.
 */
export function packed(blocks: readonly Extent[], wide: number, gap: number): Packed {
  const widest = blocks.reduce((most, { width }) => Math.max(most, width), 0);
  const least = blocks.reduce((low, { width }) => Math.min(low, width), widest);
  // A grid is easier to read, but wastes too much space if sizes differ.
  const step = least * 2 >= widest ? widest : 0;
  const room = Math.max(wide, widest);
  const at: { x: number; y: number }[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const block of blocks) {
    const own = Math.max(step, block.width);
    if (x > 0 && x + own > room) {
      [x, y, rowHeight] = [0, y + rowHeight + gap, 0];
    }
    at.push({ x: x + (own - block.width) / 2, y });
    x += own + gap;
    rowHeight = Math.max(rowHeight, block.height);
    width = Math.max(width, x - gap);
  }
  return { at, width, height: y + rowHeight };
}
