/*
 * Reads the tree of a runbook: its configuration, its artifacts, and placeholders of the environment.
 *
 * Start at config.ts and artifact.ts; read-keys.ts reports keys that are missing, unknown or of a wrong type.
 * Must not know: YAML; it uses the tree that yaml/ built.
 */

export { readArtifact } from "./artifact.ts";
export { defaultConcurrency, readConfig } from "./config.ts";
export type { Environment } from "./environment.ts";
export { readInputs, readOutputs } from "./ports.ts";
export { readKeys } from "./read-keys.ts";
export { type SourcingContext, sourcedObject } from "./sourced-object.ts";
