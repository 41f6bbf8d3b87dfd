export { diffJson } from "./json.ts";
export { renderDiffMarkdown } from "./markdown.ts";
export {
  type ComparedArtifact,
  type ContentDifference,
  type DiffView,
  type FindingChange,
  isDifferent,
} from "./model.ts";
export { type DiffTextOptions, renderDiffText } from "./text.ts";
