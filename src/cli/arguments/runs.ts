import { type Command, Option } from "commander";
import { collect, type Declaring, nonNegativeInteger, positiveInteger } from "./command.ts";

const statuses = ["running", "completed", "failed", "cancelled", "timed-out", "interrupted"];

/** `wct runs` and what belongs to it. */
export function declareRuns({ io, command, done }: Declaring): void {
  const list = command("runs", {
    description: "list recorded runs, newest first",
    example: "wct runs --status failed --since 7d",
  })
    .addOption(new Option("--status <status>", "only these").choices(statuses))
    .option("--runbook <text>", "only runs whose runbook's path or name holds this text")
    .option("--since <age>", "only runs started since: 45m, 12h, 7d or a date")
    .option("--limit <n>", "at most so many", positiveInteger)
    .action((options) => done(import("../commands/runs.ts").then((m) => m.runs(io, options))));
  list.enablePositionalOptions();

  command("prune", {
    parent: list,
    description: "remove old runs, or only what they hold of raw content",
    example: "wct runs prune --keep 20 --older-than 30d --dry-run\nwct runs prune --raw",
  })
    .option("--keep <n>", "leave the newest n runs", nonNegativeInteger)
    .option("--older-than <age>", "only runs started before: 12h, 30d or a date")
    .option("--raw", "leave the runs; remove content that may identify people (sensitivity raw)")
    .option("--dry-run", "only say what would go; change nothing")
    .option("--yes", "do not ask; off a terminal nobody is asked")
    .action((options) => done(import("../commands/runs-prune.ts").then((m) => m.prune(io, options))));

  declareBundles({ io, command, done }, list);
  declareOne({ io, command, done }, list);
}

/** What one run is, and what of a person is in any. */
function declareOne({ io, command, done }: Declaring, parent: Command): void {
  command("show", {
    parent,
    description: "what a run is: versions, limits, cost, head hash, and what is kept of it",
    example: "wct runs show latest\nwct runs show audit.wctrun --json",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .action((run, options) => done(import("../commands/runs-show.ts").then((m) => m.show(io, run, options))));

  command("erase", {
    parent,
    description: "find a person in kept content, and remove that content; the records still verify",
    example: 'wct runs erase --subject "ada@example.org" --dry-run\nwct runs erase --subject - --yes < subject.txt',
  })
    .requiredOption("--subject <text>", "what the person is found by, at least 4 characters; - reads it from stdin")
    .option("--run <run>", "search only this run; repeatable", collect)
    .option("--include-definition", "also remove a runbook's text and plan that hold it: such a run can only be listed")
    .option("--dry-run", "only say where it is; change nothing")
    .option("--yes", "do not ask")
    .action((options) => done(import("../commands/runs-erase.ts").then((m) => m.erase(io, options))));
}

/** One run as one file, and back. */
function declareBundles({ io, command, done }: Declaring, parent: Command): void {
  command("export", {
    parent,
    description: "write a run to one file, which every looking command takes in place of a run",
    example: "wct runs export latest audit.wctrun\nwct verify audit.wctrun --head HASH",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .argument("<file>", "the bundle to write")
    .option("--with-raw", "also take along content that may identify people (sensitivity raw)")
    .option("--force", "write over an existing file")
    .action((run, file, options) =>
      done(import("../commands/runs-export.ts").then((m) => m.exportBundle(io, run, file, options))),
    );

  command("import", {
    parent,
    description: "check a bundle and take its run into the store",
    example: "wct runs import audit.wctrun",
  })
    .argument("<file>", "a bundle that `wct runs export` wrote")
    .option("--head <hash>", "the head hash that the run must have")
    .action((file, options) =>
      done(import("../commands/runs-import.ts").then((m) => m.importBundle(io, file, options))),
    );
}
