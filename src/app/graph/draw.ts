import {
  type Drawing,
  drawingOf,
  type Grouping,
  graphJson,
  mermaidLimits,
  overviewOf,
  type Palette,
  pictureOf,
  renderDot,
  renderGraphHtml,
  renderGraphSvg,
  renderGraphText,
  renderMermaid,
} from "../../render/index.ts";
import type { Graph } from "../../run/index.ts";

export type GraphFormat = "mermaid" | "dot" | "svg" | "html" | "json" | "text";

export interface DrawRequest {
  readonly format: GraphFormat;
  /** null: the default of the format. */
  readonly direction: "TD" | "LR" | null;
  readonly schemas: boolean;
  /** null: every artifact has a box, whatever the size of the graph. */
  readonly grouping: Grouping | null;
  readonly columns: number;
  readonly ascii: boolean;
  readonly palette: Palette;
}

export interface Drawn {
  readonly text: string;
  /** For stderr: what the drawing groups because the whole graph would not fit. */
  readonly note: string | null;
}

/**
 * Draws the graph in a format; groups artifacts into boxes if the format, the terminal or a reader has no room for all.
 */
export function drawGraph(graph: Graph, request: DrawRequest): Drawn {
  const drawing = drawingOf(graph);
  const options = { direction: request.direction ?? "TD", schemas: request.schemas } as const;
  switch (request.format) {
    case "json":
      return { text: `${JSON.stringify(graphJson(graph))}\n`, note: null };
    case "dot": {
      const shown = grouped(drawing, request, { fits: () => true, why: "" });
      return { text: renderDot(shown, options), note: shown.note };
    }
    case "svg":
    case "html":
      return drawPicture(graph, drawing, request);
    case "mermaid": {
      const fits = (one: Drawing): boolean =>
        one.edges.length <= mermaidLimits.edges && renderMermaid(one, options).length <= mermaidLimits.characters;
      const why = `Mermaid draws at most ${mermaidLimits.edges} edges; ${otherwise}`;
      const shown = grouped(drawing, request, { fits, why });
      return { text: renderMermaid(shown, options), note: shown.note };
    }
    case "text":
      return drawText(drawing, request);
  }
}

const otherwise = "select some with --select, or draw all with --group-by none";

interface Limits {
  readonly fits: (drawing: Drawing) => boolean;
  /** Why more does not fit, as text for users. */
  readonly why: string;
}

const grouped = (drawing: Drawing, { grouping }: DrawRequest, limits: Limits): Drawing =>
  grouping === null ? drawing : overviewOf(drawing, { by: grouping, ...limits });

function drawPicture(graph: Graph, drawing: Drawing, request: DrawRequest): Drawn {
  const { direction, schemas, format } = request;
  const options = { direction, schemas };
  const shown = pictureOf(drawing, request, otherwise);
  const text = format === "svg" ? renderGraphSvg(shown, options) : renderGraphHtml(graph, shown, options);
  return { text, note: shown.note };
}

const widest = 400;
/** Maximum number of lines of a drawing on a terminal that people still read. */
const mostLines = 120;

function drawText(drawing: Drawing, request: DrawRequest): Drawn {
  const drawn = (one: Drawing, columns: number): string | null => renderGraphText(one, { ...request, columns });
  const why = `more do not fit into ${request.columns} columns; ${otherwise}`;
  const fits = (one: Drawing): boolean => one.nodes.length <= mostLines && drawn(one, request.columns) !== null;
  const shown = grouped(drawing, request, { fits, why });
  // If the terminal is too narrow for even the coarsest drawing, lines are longer than it.
  const text =
    drawn(shown, request.columns) ?? drawn(shown, widest) ?? renderMermaid(shown, { direction: "TD", schemas: false });
  return { text: text.endsWith("\n") ? text : `${text}\n`, note: null };
}
