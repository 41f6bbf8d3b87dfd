import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Io } from "./io.ts";
import { usageError } from "./usage.ts";
import { packageVersion } from "./wiring/version.ts";

export interface Program {
  /** Resolves with the exit code; rejects with a CommanderError for usage, help and version. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

const positiveInteger = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 1.");
  return Number(text);
};
const nonNegativeInteger = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 0.");
  return Number(text);
};
const seconds = (text: string): number => {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) <= 0) throw new InvalidArgumentError("Write a number of seconds.");
  return Number(text);
};

/** The command line: every command's arguments here, its work in commands/, loaded when it is called. */
export function makeProgram(io: Io): Program {
  let exitCode = 0;
  const program = new Command("wct");
  let helpText = "";
  const command = (usage: string, description: string, example: string): Command =>
    program
      .command(usage)
      .description(description)
      .addHelpText("after", `\nExample:\n  ${example.split("\n").join("\n  ")}\n`)
      .option("--store <dir>", "folder of the run records (default: .wct beside the nearest wct.yaml, else here)")
      .option("--json", "answer as JSON on stdout")
      .option("--no-color", "no colour (also NO_COLOR)")
      .option("--ascii", "no box drawing or symbols")
      .option("-v, --verbose", "say more")
      .option("-q, --quiet", "say only what went wrong");
  const done = (code: Promise<number>): Promise<void> =>
    code.then((value) => {
      exitCode = value;
    });

  program
    .description("Runs compliance runbooks, and records every run so that it can be inspected and proved.")
    .version(packageVersion(), "-V, --version", "print the version")
    .configureOutput({
      writeOut: (text) => {
        helpText += text;
      },
      writeErr: () => undefined,
    })
    .showSuggestionAfterError(true)
    .exitOverride();

  command("run", "plan, execute, record and export a runbook", "wct run examples/webshop/runbook.yaml")
    .argument("<runbook>", "the runbook (YAML)")
    .option("--max-concurrency <n>", "artifacts in flight", positiveInteger)
    .option("--workers <n>", "busy threads (default: the machine's parallelism)", positiveInteger)
    .option("--timeout <seconds>", "for the whole run", seconds)
    .option("--output <dir>", "where outputs go (default: outputs/<run-id>)")
    .option("--export <format>", "format of the outputs; repeatable", collect)
    .option("--env-file <file>", "read variables from a .env file")
    .action((runbook, options) => done(import("./commands/run.ts").then((m) => m.run(io, runbook, options))));

  command("validate", "check runbooks without running them", "wct validate runbook.yaml --no-env")
    .argument("<runbook...>", "the runbooks (YAML)")
    .option("--no-env", "unset variables are warnings")
    .option("--env-file <file>", "read variables from a .env file")
    .action((files, options) => done(import("./commands/validate.ts").then((m) => m.validate(io, files, options))));

  command(
    "generate-schema",
    "print the JSON Schema of runbooks for editors",
    "wct generate-schema > runbook.schema.json",
  ).action((options) => done(import("./commands/generate-schema.ts").then((m) => m.generateSchema(io, options))));

  const runs = command("runs", "list recorded runs, newest first", "wct runs --status failed --since 7d");
  runs
    .addOption(
      new Option("--status <status>", "only these").choices([
        "running",
        "completed",
        "failed",
        "cancelled",
        "timed-out",
        "interrupted",
      ]),
    )
    .option("--runbook <text>", "only runs whose runbook's path or name holds this text")
    .option("--since <age>", "only runs started since: 45m, 12h, 7d or a date")
    .option("--limit <n>", "at most so many", positiveInteger)
    .action((options) => done(import("./commands/runs.ts").then((m) => m.runs(io, options))));

  command(
    "inspect",
    "show a run, or an artifact of it",
    "wct inspect latest\nwct inspect latest personal_data --head 3",
  )
    .argument("<run>", "run id, unique prefix, latest or latest:<status>")
    .argument("[artifact]", "artifact id")
    .option("--head <n>", "only the first n elements", nonNegativeInteger)
    .option("--offset <n>", "leave out the first n elements", nonNegativeInteger)
    .option("--raw", "elements as NDJSON")
    .option("--meta", "how it was made")
    .option("--log", "what the component logged")
    .option("--schema", "its JSON Schema")
    .action((run, artifact, options) =>
      done(import("./commands/inspect.ts").then((m) => m.inspect(io, run, artifact, options))),
    );

  command("verify", "check event chains and the digest of every object", "wct verify latest")
    .argument("[run]", "one run; all by default")
    .option("--head <hash>", "the head hash that the run must have")
    .action((run, options) => done(import("./commands/verify.ts").then((m) => m.verify(io, run, options))));

  command("export", "write artifacts of a recorded run to files", "wct export latest --format html -o handover/")
    .argument("<run>", "run id, unique prefix, latest or latest:<status>")
    .argument("[artifact...]", "artifact ids (default: those marked output)")
    .requiredOption("--format <format>", "an exporter that `wct exporters` lists")
    .option("-o, --output <dir>", "target folder (default: outputs/<run-id>)")
    .option("--force", "write over existing files")
    .action((run, artifacts, options) =>
      done(import("./commands/export.ts").then((m) => m.exportRun(io, run, artifacts, options))),
    );

  const lists = {
    connectors: "what makes source artifacts",
    processors: "what makes derived artifacts",
    exporters: "what writes artifacts to files",
    rulesets: "what analysers look for",
    schemas: "shapes of messages",
  } as const;
  for (const [kind, description] of Object.entries(lists)) {
    command(kind, `list ${kind}: ${description}`, `wct ${kind}\nwct ${kind} NAME`)
      .argument("[name]", "show one in full")
      .action((name, options) =>
        done(
          import("./commands/components.ts").then((m) => m.components(io, kind as keyof typeof lists, name, options)),
        ),
      );
  }

  const finish = async (error: CommanderError): Promise<number> => {
    if (error.exitCode !== 0) throw usageError(error.message);
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
        if (error instanceof CommanderError) return finish(error);
        throw error;
      }
    },
  };
}
