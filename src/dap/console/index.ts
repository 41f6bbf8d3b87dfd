/*
 * The console of a client: commands with answers as text, and what completes a line.
 *
 * Start at commands.ts; what is no command is an expression, which requests/ evaluates.
 * Must not know: messages of the protocol.
 */

export { consoleCommands, parseCommand, skip } from "./commands.ts";
export { type Completion, type Completions, completionsOf } from "./completions.ts";
export type { ConsoleAnswer } from "./console-answer.ts";
