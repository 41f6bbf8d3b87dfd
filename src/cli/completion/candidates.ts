import type { Argument, Command, Option } from "commander";
import type { Io } from "../io.ts";
import type { Candidate } from "./candidate.ts";
import { nextArgument, optionOf, type Position, positionAfter, splitOption } from "./position.ts";
import { type Place, valuesAt } from "./values.ts";

/** What may stand in place of the last word, which may be empty. Whatever goes wrong, there is less to offer. */
export async function candidates(program: Command, words: readonly string[], io: Io): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? "";
  const position = positionAfter(program, words.slice(0, -1));
  const all = await offered(position, current, io).catch(() => []);
  return all.filter(({ value }) => value.startsWith(current));
}

async function offered(position: Position, current: string, io: Io): Promise<readonly Candidate[]> {
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

function commands(command: Command): readonly Candidate[] {
  const all = command.createHelp().visibleCommands(command);
  return all.map((one) => ({ value: one.name(), about: one.description() }));
}

function options({ command, given }: Position): readonly Candidate[] {
  const all = command.createHelp().visibleOptions(command);
  return all.flatMap((option) => {
    // One that may stand several times says so.
    const isSpent = given.has(option.attributeName()) && !option.description.includes("repeatable");
    return isSpent || option.long === undefined ? [] : [{ value: option.long, about: option.description }];
  });
}

/** Where an option's value comes: `<run>` of `--resume <run>`. */
export const placeOfOption = (command: Command, option: Option): Place => ({
  command,
  name: /[<[](.+?)(?:\.\.\.)?[>\]]/.exec(option.flags)?.[1] ?? "",
  option: option.long ?? option.short ?? null,
  choices: option.argChoices,
});

export const placeOfArgument = (command: Command, argument: Argument): Place => ({
  command,
  name: argument.name(),
  option: null,
  choices: argument.argChoices,
});
