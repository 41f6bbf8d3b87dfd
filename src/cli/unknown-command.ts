import type { Command, CommanderError } from "commander";
import { nearest, type WctError, wctError } from "../diagnostics/index.ts";
import { shellWord } from "../render/index.ts";

interface Call {
  readonly error: CommanderError;
  /** The words that name the command that was found. */
  readonly words: readonly string[];
  readonly args: readonly string[];
}

/**
 * Returns the error for an unknown command, with the command that may be meant, at any level: `wct prune` suggests `wct
 * runs prune`. Returns null if the parser's error has another cause.
 */
export function unknownCommand(program: Command, { error, words, args }: Call): WctError | null {
  const command = words.reduce<Command | undefined>(
    (at, word) => at?.commands.find((one) => one.name() === word),
    program,
  );
  const word = command === undefined ? undefined : unknownWordIn(error, command, args);
  if (command === undefined || word === undefined) return null;
  const written = [...words, word].join(" ");
  if (written === "plan")
    return wctError("WCT_USAGE", { message: `unknown command "${word}"`, hint: planHint(args[1]) });
  const near = nearestCommand(program, { command, words, word });
  const see = ["wct", ...words, "--help"].join(" ");
  return wctError("WCT_USAGE", {
    message: `unknown command "${written}"`,
    hint: near === undefined ? `see \`${see}\`` : `did you mean "${near}"?`,
  });
}

/** Returns the error for `wct run RUNBOOK --plan-only`, an option of other programs; null for any other error. */
export function planOnly(error: CommanderError, args: readonly string[]): WctError | null {
  const isUnknown = error.code === "commander.unknownOption" && /'--plan(?:-only)?'/.test(error.message);
  if (!isUnknown) return null;
  const [, runbook] = args.filter((word) => !word.startsWith("--plan"));
  const option = /'(--plan(?:-only)?)'/.exec(error.message)?.[1] ?? "--plan-only";
  return wctError("WCT_USAGE", { message: `unknown option "${option}"`, hint: planHint(runbook) });
}

/** Other programs plan with a command or an option of that name. `runbook`: as given; undefined: none. */
function planHint(runbook: string | undefined): string {
  const named = runbook === undefined || runbook.startsWith("-") ? "RUNBOOK" : shellWord(runbook);
  return `to plan without executing, use \`wct run ${named} --dry-run\``;
}

/** Returns the word that the parser does not know as a command. */
function unknownWordIn(error: CommanderError, command: Command, [, topic]: readonly string[]): string | undefined {
  if (error.code === "commander.unknownCommand") return /unknown command '(.*)'/s.exec(error.message)?.[1];
  // `wct help WORD` prints the general help for an unknown command.
  if (error.code === "commander.help") return topic;
  // The command takes no arguments, and has subcommands.
  if (error.code !== "commander.excessArguments" || command.commands.length === 0) return undefined;
  return /but got \d+: ([^,]*?)(?:, .*)?\.$/s.exec(error.message)?.[1];
}

interface UnknownWord {
  readonly command: Command;
  readonly words: readonly string[];
  readonly word: string;
}

/** Prefers a similar name among the siblings, then the same name anywhere, then a similar name anywhere. */
function nearestCommand(program: Command, { command, words, word }: UnknownWord): string | undefined {
  const all = namesIn(program);
  const last = (name: string) => name.split(" ").at(-1) ?? name;
  const same = all.filter((name) => last(name) === word);
  const beside = nearest(word, namesOf(command));
  if (command !== program && beside !== undefined) return [...words, beside].join(" ");
  if (same[0] !== undefined) return same[0];
  if (beside !== undefined) return beside;
  const near = nearest(word, all.map(last));
  return all.find((name) => last(name) === near);
}

const namesOf = ({ commands }: Command): readonly string[] => commands.flatMap((one) => [one.name(), ...one.aliases()]);

/** Returns the full names of all commands, those of the program itself first. */
function namesIn(program: Command): readonly string[] {
  const nested = program.commands.flatMap((one) => one.commands.map((inner) => `${one.name()} ${inner.name()}`));
  return [...namesOf(program), ...nested];
}
