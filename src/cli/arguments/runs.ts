import { Option } from "commander";
import { type Declaring, nonNegativeInteger, positiveInteger } from "./command.ts";

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
    .action((options) => done(import("../commands/runs-prune.ts").then((m) => m.prune(io, options))));
}
