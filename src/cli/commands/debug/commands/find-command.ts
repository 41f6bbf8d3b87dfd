import { listNames, nearest, wctError } from "../../../../diagnostics/index.ts";
import type { ShellCommand } from "../context.ts";

/**
 * Returns the command of a name, an alias or a prefix that only one command has. Throws WCT_DEBUG_COMMAND with the
 * candidates, or with the nearest name.
 */
export function findCommand(commands: readonly ShellCommand[], word: string): ShellCommand {
  const exact = commands.find(({ name, alias }) => name === word || alias === word);
  if (exact !== undefined) return exact;
  if (word === "?") return findCommand(commands, "help");
  const begun = commands.filter(({ name }) => name.startsWith(word));
  const [only, another] = begun;
  if (only !== undefined && another === undefined) return only;
  const names = (only === undefined ? commands : begun).map(({ name }) => name);
  const near = only === undefined ? nearest(word, names) : undefined;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: only === undefined ? `unknown command "${word}"` : `"${word}" begins ${begun.length} commands`,
    hint:
      near !== undefined
        ? `did you mean "${near}"?`
        : only === undefined
          ? "`help` lists the commands"
          : `write more of ${listNames(names)}`,
  });
}
