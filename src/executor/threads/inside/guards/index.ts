/*
 * Confines components: their output becomes log lines, they cannot affect the process, and what they leave behind is
 * detected.
 *
 * Start at process-guard.ts.
 * Must not know: jobs, except for which job a line belongs to.
 */

export { captureOutput, flushOutput } from "./console.ts";
export { guardDescriptors } from "./descriptors.ts";
export { acceptAsBaseline, hasLeftovers, setMemoryShare } from "./leftovers.ts";
export { guardPorts } from "./port-guard.ts";
export { guardProcess } from "./process-guard.ts";
