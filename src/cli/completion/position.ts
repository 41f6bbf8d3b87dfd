import type { Argument, Command, Option } from "commander";

/** What stands before the word that is completed. */
export interface Position {
  readonly command: Command;
  /** Words that are neither options nor their values, after the command's name. */
  readonly operands: readonly string[];
  /** Names of the options that are given, as `store`, with their last values. */
  readonly given: ReadonlyMap<string, string>;
  /** The option whose value comes now. */
  readonly pending: Option | null;
  /** After `--` nothing is an option. */
  readonly onlyOperands: boolean;
}

/** Reads the words before the current one as the parser would; what it would refuse is taken as an operand. */
export function positionAfter(program: Command, words: readonly string[]): Position {
  let command = program;
  let operands: string[] = [];
  let pending: Option | null = null;
  let onlyOperands = false;
  const given = new Map<string, string>();
  for (const word of words) {
    if (pending !== null) {
      given.set(pending.attributeName(), word);
      pending = null;
    } else if (command === program && word === "help") {
      // What follows is a command all the same.
    } else if (onlyOperands || word === "-" || !word.startsWith("-")) {
      const sub = operands.length === 0 && !onlyOperands ? subcommand(command, word) : undefined;
      if (sub === undefined) operands.push(word);
      else [command, operands] = [sub, []];
    } else if (word === "--") {
      onlyOperands = true;
    } else {
      const [name = "", value] = splitOption(word);
      const option = optionOf(command, name);
      if (option === undefined) continue;
      given.set(option.attributeName(), value ?? "");
      if (option.required && value === undefined) pending = option;
    }
  }
  return { command, operands, given, pending, onlyOperands };
}

/** `--format=json` as name and value; the value is undefined without `=`. */
export function splitOption(word: string): readonly [name: string, value?: string] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

export const optionOf = (command: Command, name: string): Option | undefined =>
  command.options.find((option) => option.long === name || option.short === name);

/** The argument that the next operand is for. */
export function nextArgument({ command, operands }: Position): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[operands.length] ?? (last?.variadic ? last : undefined);
}

const subcommand = (command: Command, word: string): Command | undefined =>
  command.commands.find((one) => one.name() === word || one.aliases().includes(word));
