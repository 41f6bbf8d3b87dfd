/*
 * Resolves what artifacts refer to: inputs to artifacts, `reuse` to an artifact of an earlier run, and then the schema
 * of every input and output.
 *
 * Start at links.ts, then schemas.ts; mismatch.ts writes the messages about schemas that do not match.
 * Must not know: the configurations of components and their values.
 */

export { type Links, linkInputs } from "./links.ts";
export type { ResolvedSchemas } from "./resolved-schemas.ts";
export { findReused } from "./reused.ts";
export { resolveSchemas } from "./schemas.ts";
