/*
 * The commands of the debugger's shell. One list declares them; help, completion and the reference page use it.
 *
 * Start at all-commands.ts, then shell-command.ts; each other file has the commands of one kind.
 * Must not know: where commands come from, and when the shell ends.
 */

export { shellCommands } from "./all-commands.ts";
export { findCommand } from "./find-command.ts";
export { type ArgumentKind, type ShellCommand, usageOf } from "./shell-command.ts";
