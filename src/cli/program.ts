import { Command, CommanderError } from "commander";
import { packageVersion } from "../app/host/index.ts";
import type { WctError } from "../diagnostics/index.ts";
import {
  type Declaring,
  declareCheck,
  declareCompletion,
  declareComponents,
  declareDebug,
  declareDiff,
  declareExplain,
  declareExport,
  declareFindings,
  declareGenerateSchema,
  declareInit,
  declareInspect,
  declareMigrate,
  declareRecord,
  declareReplay,
  declareReport,
  declareRun,
  declareRuns,
  declareTimeline,
  declareValidate,
  declareVerify,
  declareVisualise,
  declareWorkers,
  withCommonOptions,
} from "./arguments/index.ts";
import { type Io, widthOf } from "./io.ts";
import { planOnly, unknownCommand } from "./unknown-command.ts";
import { usageError } from "./usage.ts";

interface Program {
  /** Resolves with the exit code; rejects with a CommanderError for usage, help and version. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Returns the names of the command and subcommands that the arguments name. */
function commandIn(program: Command, args: readonly string[]): readonly string[] {
  const [word = "", ...rest] = args;
  const command = program.commands.find((one) => one.name() === word || one.aliases().includes(word));
  return command === undefined ? [] : [command.name(), ...commandIn(command, rest)];
}

/**
 * Creates the command line: arguments/ declares each command; its implementation in commands/ is loaded when it is
 * called.
 */
export function makeProgram(io: Io): Program {
  let exitCode = 0;
  let helpText = "";
  const programFor = (named: string | undefined): Command =>
    declareProgram({
      ...{ io, named },
      writeHelp: (text) => {
        helpText += text;
      },
      done: async (code) => {
        exitCode = await code;
      },
    });

  const finish = async (program: Command, error: CommanderError, args: readonly string[]): Promise<number> => {
    if (error.exitCode !== 0) throw parsingError(program, error, args);
    await io.stdout.write(helpText);
    return 0;
  };
  return {
    run: async (args) => {
      const program = programFor(args[0]);
      try {
        if (args.length === 0) {
          await io.stderr.write(program.helpInformation());
          return 2;
        }
        await program.parseAsync(asHelpOption(args), { from: "user" });
        return exitCode;
      } catch (error) {
        if (error instanceof CommanderError) return finish(program, error, args);
        throw error;
      }
    },
  };
}

function parsingError(program: Command, error: CommanderError, args: readonly string[]): WctError {
  const words = commandIn(program, args);
  return unknownCommand(program, { error, words, args }) ?? planOnly(error, args) ?? usageError(error.message, words);
}

/**
 * Declares all commands, or only `run` for a call of it, because most calls are, and all take longer. Completion and the
 * generated command reference also use the declarations.
 */
export function declareProgram({ io, writeHelp, done, named = "" }: DeclaredFor): Command {
  const width = widthOf(io.stdout) ?? helpWidth;
  const program = emptyProgram(writeHelp, width);
  const declaring: Declaring = {
    io,
    command: (usage, about) =>
      withCommonOptions((about.parent ?? program).command(usage, { hidden: about.isHidden ?? false }), about, width),
    done,
  };
  if (named === "run") {
    declareRun(declaring);
    return program;
  }
  for (const declare of allCommands) declare(declaring);
  return program;
}

const allCommands: readonly ((declaring: Declaring) => void)[] = [
  declareRun,
  declareDebug,
  declareValidate,
  declareGenerateSchema,
  declareInit,
  declareRuns,
  declareInspect,
  declareReplay,
  declareVerify,
  declareVisualise,
  declareTimeline,
  declareReport,
  declareDiff,
  declareCheck,
  declareFindings,
  declareExplain,
  declareRecord,
  declareExport,
  declareComponents,
  declareMigrate,
  declareWorkers,
  declareCompletion,
];

interface DeclaredFor extends Pick<Declaring, "io" | "done"> {
  readonly writeHelp: (text: string) => void;
  /** The first argument; by default all commands are declared. */
  readonly named?: string | undefined;
}

/**
 * Turns `help runs export` into `runs export --help`: commander's own `help` takes only one name, and has no help
 * itself.
 */
function asHelpOption(args: readonly string[]): readonly string[] {
  const [first, ...names] = args;
  if (first !== "help" || (names.length < 2 && !names.includes("--help"))) return args;
  return [...names.filter((name) => name !== "--help"), "--help"];
}

/** Width of the help when stdout is not a terminal. */
const helpWidth = 80;

/** Returns `init [path...]`. Options are omitted; the command's own help lists them. */
function subcommandTerm(command: Command): string {
  const names = [command.name(), ...command.aliases().slice(0, 1)].join("|");
  const parts = command.registeredArguments.map((one) => {
    const name = one.name() + (one.variadic ? "..." : "");
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [names, ...parts].join(" ");
}

function emptyProgram(writeOut: (text: string) => void, width: number): Command {
  return (
    new Command("wct")
      .description("Runs compliance runbooks and records every run, so that it can be inspected and verified.")
      .version(packageVersion(), "-V, --version", "print the version")
      .configureOutput({ writeOut, writeErr: () => undefined })
      .configureHelp({ helpWidth: width, minWidthToWrap: 16, subcommandTerm })
      .showSuggestionAfterError(true)
      // An option belongs to the command it follows: `runs prune --json` is not the --json of `runs`.
      .enablePositionalOptions()
      .exitOverride()
  );
}
