/*
 * Includes child runbooks: loads their files and writes their artifacts, under longer ids, into one flat runbook.
 *
 * Start at flatten.ts; child-loader.ts finds and parses files, scope.ts resolves names, inclusions.ts says in each
 * problem of a child's file where the file is included.
 * Must not know: components, schemas and how a plan is made.
 */

export type { FlattenContext } from "./flatten.ts";
export { type FlatRunbook, flatten } from "./flatten.ts";
export { withInclusions } from "./inclusions.ts";
