/*
 * Writes artifacts as CSV, NDJSON, JSON, Markdown, HTML, SARIF and XLSX. One file declares each format.
 *
 * Start at csv.ts for tables and at markdown.ts for documents. record/ contains the document of the record of
 * processing activities, findings/ the documents about findings.
 * Must not know: how an artifact was made, and any layer except the contract in ../../plugin.
 */

export { csv } from "./csv.ts";
export { html } from "./html.ts";
export { json } from "./json.ts";
export { markdown } from "./markdown.ts";
export { ndjson } from "./ndjson.ts";
export { sarif } from "./sarif.ts";
export { xlsx } from "./xlsx.ts";
