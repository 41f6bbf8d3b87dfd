import { drawGraph, type GraphFormat } from "../app/graph/index.ts";
import { type Grouping, paint } from "../render/index.ts";
import type { Graph } from "../run/index.ts";

export interface DrawGraphOptions {
  readonly format: GraphFormat;
  /** A selection, as `--select` of `wct visualise` takes it. */
  readonly select?: string | undefined;
  readonly direction?: "TD" | "LR" | undefined;
  /** Whether boxes name schemas. */
  readonly schemas?: boolean | undefined;
  /** How a graph that is too large is grouped; `none`: every artifact has a box. */
  readonly groupBy?: Grouping | "none" | undefined;
  /** Width of the text form; 100 by default. */
  readonly columns?: number | undefined;
  /** Draws the text form in ASCII. */
  readonly ascii?: boolean | undefined;
}

export interface DrawnGraph {
  readonly text: string;
  /** What the drawing groups because the whole graph would not fit; null if it groups nothing. */
  readonly note: string | null;
}

/** Draws a graph in a format, without colours. */
export function drawnGraph(graph: Graph, options: DrawGraphOptions): DrawnGraph {
  const { format, direction = null, schemas = false, groupBy = "auto", columns = 100, ascii = false } = options;
  const grouping = groupBy === "none" ? null : groupBy;
  return drawGraph(graph, { format, direction, schemas, grouping, columns, ascii, palette: paint(false) });
}
