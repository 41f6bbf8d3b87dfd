/*
 * Formats the result of `wct check`, conditions and what fails them, as text and as Markdown.
 *
 * Start at text.ts.
 * Must not know: how a condition is evaluated, which src/run/policy does.
 */

export { renderCheckMarkdown } from "./markdown.ts";
export { type CheckTextOptions, growthText, renderCheckText } from "./text.ts";
export { unreadJson, unreadText } from "./unread.ts";
