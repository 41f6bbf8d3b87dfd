export { renderCheckMarkdown } from "./markdown.ts";
export { type CheckTextOptions, renderCheckText } from "./text.ts";
