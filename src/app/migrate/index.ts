/*
 * Rewrites runbooks and organisation files of waivern-compliance, the public Python project, into those of wct.
 *
 * Start at migrate.ts; editor.ts changes a YAML document and keeps its comments, and the other files have one part of
 * the format each.
 * Must not know: how a runbook is planned; `wct validate` checks the result.
 */

export type { MigrationChange } from "./editor.ts";
export { type Migrated, type MigrationRequest, migrateFile } from "./migrate-file.ts";
