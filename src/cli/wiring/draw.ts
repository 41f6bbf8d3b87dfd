import {
  collapse,
  type Drawing,
  drawingOf,
  graphJson,
  mermaidLimits,
  type Palette,
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
  /** null: what suits the format. */
  readonly direction: "TD" | "LR" | null;
  readonly schemas: boolean;
  readonly columns: number;
  readonly ascii: boolean;
  readonly palette: Palette;
}

export interface Drawn {
  readonly text: string;
  /** What the drawing puts together because the whole would not fit, for stderr. */
  readonly note: string | null;
}

/** The graph in a format; collapsed where the format, the terminal or a reader has not room for all of it. */
export function drawGraph(graph: Graph, request: DrawRequest): Drawn {
  const drawing = drawingOf(graph);
  const options = { direction: request.direction ?? "TD", schemas: request.schemas } as const;
  switch (request.format) {
    case "json":
      return { text: `${JSON.stringify(graphJson(graph))}\n`, note: null };
    case "dot":
      return { text: renderDot(drawing, options), note: null };
    case "svg": {
      const fitting = picture(drawing);
      return { text: renderGraphSvg(fitting, options), note: fitting.note };
    }
    case "html": {
      const fitting = picture(drawing);
      return { text: renderGraphHtml(graph, fitting, options), note: fitting.note };
    }
    case "mermaid": {
      const fits = (one: Drawing): boolean =>
        one.edges.length <= mermaidLimits.edges && renderMermaid(one, options).length <= mermaidLimits.characters;
      const why = `Mermaid draws at most ${mermaidLimits.edges} edges; ${otherwise}`;
      const fitting = collapse(drawing, fits, why);
      return { text: renderMermaid(fitting, options), note: fitting.note };
    }
    case "text":
      return drawText(drawing, request);
  }
}

const otherwise = "choose some with --select, or take all with --format dot";

/** A picture of more boxes is metres wide: nobody finds anything in it, and some programs do not open it. */
const mostBoxes = 500;

const picture = (drawing: Drawing): Drawing =>
  collapse(drawing, ({ nodes }) => nodes.length <= mostBoxes, `nobody can read a picture of more; ${otherwise}`);

const widest = 400;

function drawText(drawing: Drawing, request: DrawRequest): Drawn {
  const drawn = (one: Drawing, columns: number): string | null => renderGraphText(one, { ...request, columns });
  const why = `more do not fit into ${request.columns} columns; ${otherwise}`;
  const fits = (one: Drawing): boolean => one.nodes.length <= 120 && drawn(one, request.columns) !== null;
  const fitting = collapse(drawing, fits, why);
  // A terminal too narrow for even the coarsest drawing gets long lines rather than nothing.
  const text =
    drawn(fitting, request.columns) ??
    drawn(fitting, widest) ??
    renderMermaid(fitting, { direction: "TD", schemas: false });
  return { text: text.endsWith("\n") ? text : `${text}\n`, note: null };
}
