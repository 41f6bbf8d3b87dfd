import type { CommandEffect, ShellContext } from "../context.ts";

/** What an argument names, for completion. */
export type ArgumentKind = "command" | "artifact" | "path" | "config-path" | "file" | "breakpoint" | "what-to-set";

/** One command of the shell. Help, completion and the reference page come from these. */
export interface ShellCommand {
  readonly name: string;
  /** A shorter name; null if there is none. */
  readonly alias: string | null;
  /** The arguments, as help shows them. */
  readonly usage: string;
  /** What it does, in one line that begins with a verb. */
  readonly about: string;
  /** More lines for the help of this command. */
  readonly details: readonly string[];
  /** What the arguments name, in order. */
  readonly completes: readonly ArgumentKind[];
  /** Whether an empty line repeats it. */
  readonly isRepeatable?: boolean;
  /** `rest`: what follows the name, trimmed. Throws the errors that the user sees. */
  readonly run: (context: ShellContext, rest: string) => Promise<CommandEffect>;
}

/** Returns how a command is written: `back [N]`. */
export const usageOf = ({ name, usage }: Pick<ShellCommand, "name" | "usage">): string =>
  usage === "" ? name : `${name} ${usage}`;
