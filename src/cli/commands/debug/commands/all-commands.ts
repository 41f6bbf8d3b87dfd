import type { ShellCommand } from "../context.ts";
import { breakpointCommands } from "./breaking.ts";
import { changeCommands } from "./changing.ts";
import { inspectCommands } from "./inspecting.ts";
import { moveCommands } from "./moves.ts";
import { sessionCommands } from "./session-commands.ts";
import { surveyCommands } from "./surveying.ts";

/** All commands, in the order of the help. */
export const shellCommands: readonly ShellCommand[] = [
  ...moveCommands,
  ...inspectCommands,
  ...surveyCommands,
  ...breakpointCommands,
  ...changeCommands,
  ...sessionCommands,
];
