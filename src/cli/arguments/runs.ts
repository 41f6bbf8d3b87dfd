import { Option } from "commander";
import { type Declaring, positiveInteger } from "./command.ts";

const statuses = ["running", "completed", "failed", "cancelled", "timed-out", "interrupted"];

/** `wct runs` and what belongs to it. */
export function declareRuns({ io, command, done }: Declaring): void {
  command("runs", { description: "list recorded runs, newest first", example: "wct runs --status failed --since 7d" })
    .addOption(new Option("--status <status>", "only these").choices(statuses))
    .option("--runbook <text>", "only runs whose runbook's path or name holds this text")
    .option("--since <age>", "only runs started since: 45m, 12h, 7d or a date")
    .option("--limit <n>", "at most so many", positiveInteger)
    .action((options) => done(import("../commands/runs.ts").then((m) => m.runs(io, options))));
}
