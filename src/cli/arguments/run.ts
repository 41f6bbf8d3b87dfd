import { type Command, Option } from "commander";
import { concurrencyAtMost, workersAtMost } from "../../domain/index.ts";
import { sampleProfiles } from "../../schema/index.ts";
import {
  collect,
  type Declaring,
  defaultRunbookNote,
  integerUpTo,
  nonNegativeInteger,
  pluginOption,
  seconds,
  selectOption,
  workerMemory,
} from "./command.ts";

/** Declares `wct run`. */
export function declareRun({ io, command, done }: Declaring): void {
  const run = command("run", {
    description: "plan and execute a runbook, record the run, and write its outputs",
    example: "wct run examples/webshop/runbook.yaml",
  }).argument("[runbook]", `the runbook (YAML); ${defaultRunbookNote}`);
  withDryRunOptions(withRunOptions(run)).action((runbook, options) =>
    done(import("../commands/run/run.ts").then((m) => m.run(io, runbook, options))),
  );
}

function withDryRunOptions(command: Command): Command {
  return command
    .option("--dry-run", "execute nothing: print the plan and the data flow, with sample content for every artifact")
    .option("--seed <n>", "seed of the samples of --dry-run (default: 0)", nonNegativeInteger)
    .addOption(
      new Option("--profile <profile>", "what the samples of --dry-run contain (default: typical)").choices([
        ...sampleProfiles,
      ]),
    );
}

/** Adds the options of commands that execute a runbook. */
export function withRunOptions(command: Command): Command {
  return command
    .option("--max-concurrency <n>", "maximum number of artifacts in progress", integerUpTo(concurrencyAtMost))
    .option(
      "--workers <n>",
      "number of worker threads (default: the machine's parallelism)",
      integerUpTo(workersAtMost),
    )
    .option("--worker-memory <MiB>", "memory limit of a component, at least 64 (default: 1024)", workerMemory)
    .option("--timeout <seconds>", "time limit of the whole run", seconds)
    .option("--output <dir>", "folder for the outputs (default: outputs/<run-id>)")
    .option("--export <format>", "format of the outputs; repeatable", collect)
    .option("--env-file <file>", "read variables from a .env file")
    .option(...pluginOption, collect)
    .option(...selectOption)
    .option("--resume <run>", "reuse unchanged artifacts of an earlier run; execute the rest")
    .option(
      "--incremental",
      "reuse unchanged artifacts of the newest runs of this runbook; ask sources whether they changed",
    )
    .option("--fork <run>", "reuse what an earlier run completed and no change affects, also what was changed by hand")
    .option(
      "--force <artifact>",
      "execute this artifact, and those made from it, although it could be reused; an id or a selection; repeatable",
      collect,
    )
    .option(
      "--set <key=value>",
      "use this configuration value instead of the runbook's: ARTIFACT.config.PATH=VALUE; repeatable",
      collect,
    )
    .option("--replace <id=file>", "use this JSON file as the output of an artifact; repeatable", collect)
    .option("--adopt <run>", "continue a run of workers whose coordinator is gone; instead of a runbook")
    .addOption(
      new Option(
        "--remote [which]",
        "let workers make what is expected to take long; `all`: everything that they can; needs a store in PostgreSQL",
      ).choices(["all"]),
    );
}
