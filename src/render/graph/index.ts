export { renderDot } from "./dot.ts";
export { drawingOf } from "./drawing.ts";
export { graphJson } from "./json.ts";
export { renderMermaid } from "./mermaid.ts";
export type { Drawing, DrawnEdge, DrawnNode, DrawOptions } from "./model.ts";
