/*
 * Renders the graph of a plan or a run: text, Mermaid, DOT, SVG, HTML, JSON.
 *
 * Start at drawing.ts and model.ts; overview/ groups a large graph, text/ and svg/ draw it. The page of the report uses
 * both, so nothing here may need Node.
 * Must not know: where the plan comes from.
 */

export { renderDot } from "./dot.ts";
export { drawingOf, shortText } from "./drawing.ts";
export { renderGraphHtml } from "./html.ts";
export { graphJson } from "./json.ts";
export { mermaidLimits, renderMermaid } from "./mermaid.ts";
export type { Drawing, Grouping } from "./model.ts";
export { overviewOf } from "./overview/index.ts";
export { pictureOf } from "./picture.ts";
export { statusStyles } from "./status.ts";
export { renderGraphSvg } from "./svg/svg.ts";
export { renderGraphText } from "./text/text.ts";
