/*
 * Formats the output of `wct diff`: as text, as Markdown, as JSON.
 *
 * Start at model.ts, then text.ts; words.ts has the wording that all of them share.
 * Must not know: how differences are found, which src/run/diff does.
 */

export { diffJson } from "./json.ts";
export { renderDiffMarkdown } from "./markdown.ts";
export { type ComparedArtifact, type ContentDifference, type DiffView, isDifferent } from "./model.ts";
export { renderDiffText } from "./text.ts";
export { findingText } from "./words.ts";
