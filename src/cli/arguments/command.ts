import { type Command, InvalidArgumentError } from "commander";
import type { Io } from "../io.ts";

/** What a command's declaration needs; its work is loaded only when it is called. */
export interface Declaring {
  readonly io: Io;
  /** A new command of the program, with the options that every command has. */
  readonly command: (usage: string, about: About) => Command;
  /** Takes the exit code of a command's work. */
  readonly done: (code: Promise<number>) => Promise<void>;
}

export interface About {
  readonly description: string;
  /** One command a line. */
  readonly example: string;
  /** The command that this one belongs to; the program itself by default. */
  readonly parent?: Command;
  /** Without the options that every command has: it answers no question. */
  readonly isBare?: boolean;
  /** Not in the help: programs call it. */
  readonly isHidden?: boolean;
}

/** Gives a command its description, and the options that every command has. */
export function withCommonOptions(command: Command, { description, example, isBare }: About): Command {
  const described = command
    .description(description)
    .addHelpText("after", `\nExample:\n  ${example.split("\n").join("\n  ")}\n`);
  if (isBare) return described;
  return described
    .option("--store <dir>", "folder of the run records (default: .wct beside the nearest wct.yaml, else here)")
    .option("--json", "answer as JSON on stdout")
    .option("--no-color", "no colour (also NO_COLOR)")
    .option("--ascii", "no box drawing or symbols")
    .option("-v, --verbose", "say more")
    .option("-q, --quiet", "say only what went wrong");
}

/** For a repeatable option: commander's variadic ones would swallow the argument that follows. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** A worker needs some 30 MiB for itself. */
export const workerMemory = (text: string): number => {
  const mib = positiveInteger(text);
  if (mib < 64) throw new InvalidArgumentError("Not at least 64.");
  return mib;
};

export const positiveInteger = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 1.");
  return Number(text);
};

export const nonNegativeInteger = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 0.");
  return Number(text);
};

export const seconds = (text: string): number => {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) <= 0) throw new InvalidArgumentError("Write a number of seconds.");
  return Number(text);
};

/** For the commands that write an answer to a file. */
export const forceOption = ["--force", "write over an existing file"] as const;

/** For the commands that load plugins. */
export const pluginOption = [
  "--plugin <plugin>",
  "also load this plugin: a package, or the path of a file or folder; repeatable",
] as const;
