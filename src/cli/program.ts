import { Command, CommanderError } from "commander";
import { nearest } from "../diagnostics/index.ts";
import {
  type Declaring,
  declareCompletion,
  declareExporting,
  declareInit,
  declareJudging,
  declareLists,
  declareLooking,
  declareMaking,
  declareReporting,
  declareRuns,
  declareSeeing,
  withCommonOptions,
} from "./arguments/index.ts";
import type { Io } from "./io.ts";
import { usageError } from "./usage.ts";
import { packageVersion } from "./wiring/version.ts";

export interface Program {
  /** Resolves with the exit code; rejects with a CommanderError for usage, help and version. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** The words that name the command which the arguments are for. */
function commandIn(program: Command, args: readonly string[]): readonly string[] {
  const [word = "", ...rest] = args;
  const command = program.commands.find((one) => one.name() === word || one.aliases().includes(word));
  return command === undefined ? [] : [command.name(), ...commandIn(command, rest)];
}

/** What the parser would say of a command that `wct help` does not know; it says nothing. */
function unknownTopic(program: Command, [, topic = ""]: readonly string[]): string {
  const near = nearest(
    topic,
    program.commands.map((command) => command.name()),
  );
  return `unknown command '${topic}'${near === undefined ? "" : `\n(Did you mean ${near}?)`}`;
}

/** The command line: every command's arguments in arguments/, its work in commands/, loaded when it is called. */
export function makeProgram(io: Io): Program {
  let exitCode = 0;
  let helpText = "";
  const program = declareProgram({
    io,
    writeHelp: (text) => {
      helpText += text;
    },
    done: async (code) => {
      exitCode = await code;
    },
  });

  const finish = async (error: CommanderError, args: readonly string[]): Promise<number> => {
    const said = error.code === "commander.help" ? unknownTopic(program, args) : error.message;
    if (error.exitCode !== 0) throw usageError(said, commandIn(program, args));
    await io.stdout.write(helpText);
    return 0;
  };
  return {
    run: async (args) => {
      try {
        if (args.length === 0) {
          await io.stderr.write(program.helpInformation());
          return 2;
        }
        await program.parseAsync(args, { from: "user" });
        return exitCode;
      } catch (error) {
        if (error instanceof CommanderError) return finish(error, args);
        throw error;
      }
    },
  };
}

/** What is declared, also for those who only read it: completion, and the reference of commands. */
export function declareProgram({ io, writeHelp, done }: DeclaredFor): Command {
  const program = emptyProgram(writeHelp);
  const declaring: Declaring = {
    io,
    command: (usage, about) =>
      withCommonOptions((about.parent ?? program).command(usage, { hidden: about.isHidden ?? false }), about),
    done,
  };
  for (const declare of [
    declareMaking,
    declareInit,
    declareRuns,
    declareLooking,
    declareSeeing,
    declareReporting,
    declareJudging,
    declareExporting,
    declareLists,
    declareCompletion,
  ]) {
    declare(declaring);
  }
  return program;
}

interface DeclaredFor extends Pick<Declaring, "io" | "done"> {
  readonly writeHelp: (text: string) => void;
}

function emptyProgram(writeOut: (text: string) => void): Command {
  return (
    new Command("wct")
      .description("Runs compliance runbooks, and records every run so that it can be inspected and proved.")
      .version(packageVersion(), "-V, --version", "print the version")
      .configureOutput({ writeOut, writeErr: () => undefined })
      .showSuggestionAfterError(true)
      // An option belongs to the command it follows: `runs prune --json` is not the --json of `runs`.
      .enablePositionalOptions()
      .exitOverride()
  );
}
