import type { Argument, Command, Option } from "commander";
import type { Io } from "../io.ts";
import type { CompletionCandidate } from "./candidate.ts";
import { nextArgument, optionOf, type Position, positionAfter, splitOption } from "./position.ts";
import { type ValueSlot, valuesAt } from "./values.ts";

/** Returns the candidates for the last word, which may be empty. Any error leads to fewer candidates. */
export async function candidates(
  program: Command,
  words: readonly string[],
  io: Io,
): Promise<readonly CompletionCandidate[]> {
  const current = words.at(-1) ?? "";
  const position = positionAfter(program, words.slice(0, -1));
  const all = await offered(position, current, io).catch(() => []);
  return all.filter(({ value }) => value.startsWith(current));
}

async function offered(position: Position, current: string, io: Io): Promise<readonly CompletionCandidate[]> {
  const { command, pending } = position;
  if (pending !== null) return await valuesAt(placeOfOption(command, pending), { io, position, written: current });
  if (!position.onlyOperands && current.startsWith("-")) {
    const [name, written] = splitOption(current);
    if (written === undefined) return options(position);
    const option = optionOf(command, name);
    if (option === undefined) return [];
    const values = await valuesAt(placeOfOption(command, option), { io, position, written });
    return values.map(({ value, about }) => ({ value: `${name}=${value}`, about }));
  }
  const argument = nextArgument(position);
  const values =
    argument === undefined
      ? []
      : await valuesAt(placeOfArgument(command, argument), { io, position, written: current }).catch(() => []);
  return position.operands.length === 0 && !position.onlyOperands ? [...commands(command), ...values] : values;
}

function commands(command: Command): readonly CompletionCandidate[] {
  const all = command.createHelp().visibleCommands(command);
  return all.map((one) => ({ value: one.name(), about: one.description() }));
}

function options({ command, given }: Position): readonly CompletionCandidate[] {
  const all = command.createHelp().visibleOptions(command);
  return all.flatMap((option) => {
    // The description of an option that may be given several times contains "repeatable".
    const isSpent = given.has(option.attributeName()) && !option.description.includes("repeatable");
    return isSpent || option.long === undefined ? [] : [{ value: option.long, about: option.description }];
  });
}

/** Returns the slot of an option's value: `<run>` of `--resume <run>`. */
export const placeOfOption = (command: Command, option: Option): ValueSlot => ({
  command,
  name: /[<[](.+?)(?:\.\.\.)?[>\]]/.exec(option.flags)?.[1] ?? "",
  option: option.long ?? option.short ?? null,
  choices: option.argChoices,
});

export const placeOfArgument = (command: Command, argument: Argument): ValueSlot => ({
  command,
  name: argument.name(),
  option: null,
  choices: argument.argChoices,
});
