import type { Argument, Command, Option } from "commander";

/** The meaning of the words before the one to complete. */
export interface Position {
  readonly command: Command;
  /** Words after the command's name that are neither options nor their values. */
  readonly operands: readonly string[];
  /** Names of the given options, such as `store`, with their last values. */
  readonly given: ReadonlyMap<string, string>;
  /** The option whose value is next. */
  readonly pending: Option | null;
  /** After `--` nothing is an option. */
  readonly onlyOperands: boolean;
}

/**
 * Reads the words before the current one as the parser would; a word that the parser would reject counts as an operand.
 */
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
      // `help` itself is skipped: the next word names a command.
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

/** Splits `--format=json` into name and value; the value is undefined without `=`. */
export function splitOption(word: string): readonly [name: string, value?: string] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

export const optionOf = (command: Command, name: string): Option | undefined =>
  command.options.find((option) => option.long === name || option.short === name);

/** Returns the argument that the next operand is for. */
export function nextArgument({ command, operands }: Position): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[operands.length] ?? (last?.variadic ? last : undefined);
}

const subcommand = (command: Command, word: string): Command | undefined =>
  command.commands.find((one) => one.name() === word || one.aliases().includes(word));
