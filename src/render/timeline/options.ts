import type { Palette } from "../paint.ts";
import type { Outlook } from "./outlook.ts";

export interface TimelineTextOptions {
  /** Columns to fill. */
  readonly columns: number;
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly palette: Palette;
  /** Rows of the chart; without it 200, and with `verbose` all. */
  readonly mostRows?: number;
  /** What replaying the schedule tells; shown with `verbose`, the prediction always. */
  readonly outlook: Outlook | null;
}
