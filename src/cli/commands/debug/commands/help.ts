import { textWidth, wrapped } from "../../../../render/index.ts";
import type { ShellCommand } from "../context.ts";
import { usageOf } from "./usage.ts";

const gap = 2;
/** A longer usage stands on a line of its own. */
const widestUsage = 26;

/** Returns the list of commands as lines that fit a width. */
export function helpText(commands: readonly ShellCommand[], width: number): readonly string[] {
  const usages = commands.map((one) => ({ usage: nameOf(one), about: one.about }));
  const column = Math.min(widestUsage, Math.max(...usages.map(({ usage }) => textWidth(usage)))) + gap;
  const lines = usages.flatMap(({ usage, about }) => {
    const indent = " ".repeat(column);
    if (textWidth(usage) + gap > column) return [usage, ...wrapped(`${indent}${about}`, { width, indent })];
    return wrapped(`${usage.padEnd(column)}${about}`, { width, indent });
  });
  const ends =
    "A unique prefix of a command is enough. An empty line repeats the last continue or next. Ctrl-C stops a running run before its next artifact.";
  return [...lines, "", ...wrapped(ends, { width, indent: "" })];
}

const nameOf = (command: ShellCommand): string =>
  `${command.name}${command.alias === null ? "" : ` (${command.alias})`}${command.usage === "" ? "" : ` ${command.usage}`}`;

/** Returns the help of one command as lines that fit a width. */
export function commandHelp(command: ShellCommand, width: number): readonly string[] {
  const { alias, about, details } = command;
  const also = alias === null ? "" : ` (also ${alias})`;
  const sentence = `${about.charAt(0).toUpperCase()}${about.slice(1)}.`;
  return [`${usageOf(command)}${also}`, sentence, ...details].flatMap((line) => wrapped(line, { width, indent: "  " }));
}
