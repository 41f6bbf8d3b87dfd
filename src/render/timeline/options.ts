import type { Palette } from "../text/index.ts";
import type { Prediction } from "./prediction.ts";

export interface TimelineTextOptions {
  /** Columns to fill. */
  readonly columns: number;
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly palette: Palette;
  /** Maximum number of rows of the chart; by default 200, and with `verbose` all. */
  readonly mostRows?: number;
  /** The result of simulating the schedule: the advice is shown with `verbose`, an answer to --what-if always. */
  readonly prediction: Prediction | null;
}
