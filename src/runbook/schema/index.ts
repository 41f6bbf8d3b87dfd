/*
 * The JSON Schema of runbooks, with which editors complete and check them.
 *
 * Start at json-schema.ts.
 * Must not know: how a runbook is read.
 */

export { runbookJsonSchema } from "./json-schema.ts";
