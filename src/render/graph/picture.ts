import type { Drawing, Grouping } from "./model.ts";
import { overviewOf } from "./overview/index.ts";
import { isReadablePicture, type SvgOptions } from "./svg/fit.ts";

interface PictureOptions extends SvgOptions {
  /** null: every artifact has a box, whatever the size. */
  readonly grouping: Grouping | null;
}

/**
 * Returns the drawing for a picture: each artifact if that is readable without zooming, else groups. `otherwise`: what
 * the reader can do about the grouping.
 */
export function pictureOf(drawing: Drawing, options: PictureOptions, otherwise: string | null): Drawing {
  if (options.grouping === null) return drawing;
  const why = "a larger graph is hard to read";
  return overviewOf(drawing, {
    by: options.grouping,
    fits: (one) => isReadablePicture(one, options),
    scrolls: true,
    why: otherwise === null ? why : `${why}; ${otherwise}`,
  });
}
