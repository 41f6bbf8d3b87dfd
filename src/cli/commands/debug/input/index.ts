/*
 * Where the commands of a debug session come from: a person at a terminal, a pipe, or a file.
 *
 * Start at shell-input.ts, then open-input.ts, which chooses.
 * Must not know: the commands.
 */

export { openHistory, type TypedHistory } from "./history.ts";
export { type InputRequest, openInput } from "./open-input.ts";
export type { InputLine, ShellInput } from "./shell-input.ts";
