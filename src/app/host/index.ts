/*
 * What use cases need from the process: a folder, variables, the version, a pause for events.
 *
 * Start at host.ts.
 * Must not know: anything that wct does.
 */

export type { Host } from "./host.ts";
export { yieldToEvents } from "./turns.ts";
export { packageVersion } from "./version.ts";
