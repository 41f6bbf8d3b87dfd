/*
 * What a component receives and returns: its context, its inputs, and its generator, whose output is copied, redacted
 * and checked.
 *
 * Start at drive.ts, which runs the generator; output.ts takes the values that it yields.
 * Must not know: the host, except for the channel of the job.
 */

export { askingHost, type InputReader, type InputStore } from "./asking-host.ts";
export { createContext } from "./context.ts";
export { drive } from "./drive.ts";
export { openInputs, openPart } from "./inputs.ts";
export { createOutput } from "./output.ts";
