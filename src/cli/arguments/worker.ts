import { InvalidArgumentError, Option } from "commander";
import { workersAtMost } from "../../domain/index.ts";
import { collect, type Declaring, integerUpTo, pluginOption, seconds, workerMemory } from "./command.ts";

/** Declares `wct worker`, `wct workers` and `wct coordinator`. */
export function declareWorkers(declaring: Declaring): void {
  declareWorker(declaring);
  declareList(declaring);
  declareCoordinator(declaring);
}

function declareWorker({ io, command, done }: Declaring): void {
  command("worker", {
    description: "make artifacts of runs that other machines started with --remote",
    example: "wct worker --store postgres:///wct --slots 4 --label zone:eu",
  })
    .option(
      "--slots <n>",
      "number of concurrent artifacts (default: the machine's parallelism)",
      integerUpTo(workersAtMost),
    )
    .option("--label <label>", "a label that artifacts may ask for with runs_on; repeatable", collectLabels)
    .option("--grace <duration>", "how long running artifacts may go on after SIGTERM (default: 30s)", duration)
    .option("--health <port>", "answer GET /health on this port of the loopback address", integerUpTo(65_535))
    .option("--worker-memory <MiB>", "memory limit of a component, at least 64 (default: 1024)", workerMemory)
    .option("--env-file <file>", "read variables from a .env file")
    .option(...pluginOption, collect)
    .addOption(new Option("--heartbeat <seconds>").argParser(seconds).hideHelp())
    .action((options) => done(import("../commands/remote/worker.ts").then((m) => m.worker(io, options))));
}

function declareList({ io, command, done }: Declaring): void {
  command("workers", {
    description: "list the workers of a store: where they are, their labels, and what they make",
    example: "wct workers --store postgres:///wct",
  })
    .option("--all", "also those of the last day that were stopped or lost")
    .action((options) => done(import("../commands/remote/workers.ts").then((m) => m.workers(io, options))));
}

function declareCoordinator({ io, command, done }: Declaring): void {
  command("coordinator", {
    description: "stand by: continue runs of workers whose coordinator is gone",
    example: "wct coordinator --store postgres:///wct",
  })
    .option("--workers <n>", "number of worker threads for what workers do not make", integerUpTo(workersAtMost))
    .option("--worker-memory <MiB>", "memory limit of a component, at least 64 (default: 1024)", workerMemory)
    .option("--env-file <file>", "read variables from a .env file")
    .option(...pluginOption, collect)
    .action((options) => done(import("../commands/remote/coordinator.ts").then((m) => m.coordinator(io, options))));
}

/** Letters, digits and a few signs, so that a label needs no quotes in YAML or in a shell. */
const label = /^[A-Za-z0-9][\w.:/-]{0,62}$/;

function collectLabels(value: string, before: readonly string[] | undefined): readonly string[] {
  if (!label.test(value)) {
    throw new InvalidArgumentError("Write a label such as gpu or zone:eu: letters, digits and . : / _ -, at most 63.");
  }
  return collect(value, before);
}

/** Returns milliseconds for `30`, `30s`, `500ms` or `2m`. */
function duration(text: string): number {
  const [, number = "", unit = "s"] = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(text) ?? [];
  if (number === "") throw new InvalidArgumentError("Write a duration such as 30s, 500ms or 2m.");
  const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
  return Number(number) * (factors[unit] ?? 1000);
}
