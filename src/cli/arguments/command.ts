import { type Command, InvalidArgumentError } from "commander";
import { secondsAtMost, workerMemoryAtMost } from "../../domain/index.ts";
import type { Io } from "../io.ts";

/** What a command's declaration needs. The command itself is loaded only when it is called. */
export interface Declaring {
  readonly io: Io;
  /** Creates a command with the options that all commands share. */
  readonly command: (usage: string, about: About) => Command;
  /** Awaits a command and stores its exit code. */
  readonly done: (code: Promise<number>) => Promise<void>;
}

interface About {
  readonly description: string;
  /** One command per line. */
  readonly example: string;
  /** The parent command; the program itself by default. */
  readonly parent?: Command;
  /** Without the options that all commands share, because it prints no data. */
  readonly isBare?: boolean;
  /** Hidden from the help, because only programs call it. */
  readonly isHidden?: boolean;
}

/** Adds the description and the options that all commands share. `width` is the width of the help. */
export function withCommonOptions(command: Command, { description, example, isBare }: About, width: number): Command {
  const lines = example.split("\n").flatMap((line) => continued(line, width - 2));
  const described = command
    .description(description)
    .addHelpText("after", `\nExample:\n${lines.map((line) => `  ${line}\n`).join("")}`);
  if (isBare) return described;
  return described
    .option(
      "--store <dir>",
      "folder or postgres:// URL of the run records (default: .wct next to the nearest wct.yaml, else in the current folder)",
    )
    .option("--json", "print JSON on stdout")
    .option("--no-color", "disable colour (also: NO_COLOR)")
    .option("--ascii", "use ASCII characters only")
    .option("-v, --verbose", "print more details")
    .option("-q, --quiet", "print only errors");
}

/** Breaks a command line into several, each but the last ending in a backslash, as shells accept it. */
function continued(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const lines: string[] = [];
  let current = "";
  // Quoted text is not broken.
  for (const word of line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []) {
    if (current.trim() !== "" && current.length + 1 + word.length > width - 2) {
      lines.push(`${current} \\`);
      current = `  ${word}`;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** For a repeatable option: a variadic option of commander would consume the argument that follows. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** A worker needs about 30 MiB for itself. */
export const workerMemory = (text: string): number => {
  const mib = positiveInteger(text);
  if (mib < 64 || mib > workerMemoryAtMost) {
    throw new InvalidArgumentError(`Write a whole number from 64 to ${workerMemoryAtMost}.`);
  }
  return mib;
};

/** Parses a whole number from 1 to `most`. */
export const integerUpTo =
  (most: number) =>
  (text: string): number => {
    const number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number <= most)) throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`);
    return number;
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
  const isNumber = /^\d+(\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= secondsAtMost;
  if (!isNumber) throw new InvalidArgumentError(`Write a number of seconds above 0, at most ${secondsAtMost}.`);
  return Number(text);
};

/** For commands that write their output to a file. */
export const forceOption = ["--force", "overwrite an existing file"] as const;

/** For commands that make or show some artifacts of a plan. */
export const selectOption = [
  "--select <expression>",
  "only these artifacts: a, +a, a+, a+2, find*, tag:x, status:failed; combine with comma, and, or, not, brackets",
] as const;

/** For commands that load plugins. */
export const pluginOption = [
  "--plugin <plugin>",
  "load this plugin too: a package, or the path of a file or folder; repeatable",
] as const;

export const defaultRunbookNote = "default: the one that wct.yaml names, or runbook.yaml";

/** What may be written where a command takes a run. */
export const runReferences = "id, unique prefix, latest, latest~1, latest:<status>, previous or a bundle's file";

export const runArgument = `run ${runReferences}`;
