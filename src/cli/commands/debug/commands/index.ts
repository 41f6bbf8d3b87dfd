/*
 * The commands of the debugger's shell. One list declares them; help, completion and the reference page use it.
 *
 * Start at all-commands.ts; the files that it imports have the commands of one kind each.
 * Must not know: where commands come from, and when the shell ends.
 */

export { shellCommands } from "./all-commands.ts";
export { findCommand } from "./find-command.ts";
export { linesFor } from "./line-breakpoint.ts";
export { usageOf } from "./usage.ts";
