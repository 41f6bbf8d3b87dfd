/*
 * Provides what all views use: colour, tables, widths, wrapping, units, shell words, Markdown, and markup of pages.
 *
 * Start at paint.ts and units.ts.
 * Must not know: runs, artifacts and findings.
 */

export { cutTo, oneLine, padded, paddedLeft } from "./fit.ts";
export { command, type Invocation, plainInvocation, withProgram } from "./invocation.ts";
export { markdownTable, markdownText } from "./markdown.ts";
export { drawingStyle, markup, markupLines, px } from "./markup.ts";
export { renderFigure, renderPage } from "./page.ts";
export { type Paint, type Palette, paint, safeText } from "./paint.ts";
export { shellWord } from "./shell-word.ts";
export { type Signs, signsOf } from "./signs.ts";
export { type Column, renderTable, textWidth } from "./table.ts";
export { plainWidth } from "./text-width.ts";
export { formatBytes, formatCount, formatDuration, formatMoment, formatPercent, formatTimes, plural } from "./units.ts";
export { wrapped } from "./wrap.ts";
