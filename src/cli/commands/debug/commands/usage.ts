import type { ShellCommand } from "../context.ts";

/** Returns how a command is written: `back [N]`. */
export const usageOf = ({ name, usage }: Pick<ShellCommand, "name" | "usage">): string =>
  usage === "" ? name : `${name} ${usage}`;
