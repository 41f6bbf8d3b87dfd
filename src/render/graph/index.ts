export { collapse } from "./collapse.ts";
export { renderDot } from "./dot.ts";
export { drawingOf } from "./drawing.ts";
export { renderGraphHtml } from "./html.ts";
export { graphJson } from "./json.ts";
export { mermaidLimits, renderMermaid } from "./mermaid.ts";
export type { Drawing, DrawnEdge, DrawnNode, DrawOptions } from "./model.ts";
export { renderGraphSvg } from "./svg/svg.ts";
export { type GraphTextOptions, renderGraphText } from "./text/text.ts";
