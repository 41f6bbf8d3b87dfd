import { Argument, type Command, Option } from "commander";
import { runStatuses } from "../../domain/index.ts";
import { collect, type Declaring, nonNegativeInteger, positiveInteger, runArgument } from "./command.ts";

/** Declares `wct runs` and its subcommands. */
export function declareRuns({ io, command, done }: Declaring): void {
  const list = command("runs", {
    description: "list recorded runs, newest first",
    example: "wct runs --status failed --since 7d",
  })
    .addOption(new Option("--status <status>", "only runs with this status").choices(runStatuses))
    .option("--runbook <text>", "only runs whose runbook's path or name contains this text")
    .option("--since <age>", "only runs started since: 45m, 12h, 7d or a date")
    .option("--limit <n>", "show at most n runs", positiveInteger)
    .action((options) => done(import("../commands/runs/runs.ts").then((m) => m.runs(io, options))));
  list.enablePositionalOptions();

  command("prune", {
    parent: list,
    description: "delete old runs, or only their raw content",
    example: "wct runs prune --keep 20 --older-than 30d --dry-run\nwct runs prune --raw",
  })
    .option("--keep <n>", "keep the newest n runs", nonNegativeInteger)
    .option("--older-than <age>", "only runs started before: 12h, 30d or a date")
    .option("--raw", "keep the runs; delete content that may identify people (sensitivity raw)")
    .option("--dry-run", "show what would be deleted; change nothing")
    .option("--yes", "do not ask; required when stdin is not a terminal")
    .action((options) => done(import("../commands/runs/prune.ts").then((m) => m.prune(io, options))));

  declareBundles({ io, command, done }, list);
  declareOne({ io, command, done }, list);

  command("grants", {
    parent: list,
    description: "print the SQL that lets a role of a PostgreSQL database read, work on or record runs there",
    example: "wct runs grants reader auditor | psql wct",
    isBare: true,
  })
    .addArgument(new Argument("<kind>", "what the role may do").choices(["reader", "worker", "coordinator"]))
    .argument("<role>", "a role of the database, which exists")
    .action((kind, role) => done(import("../commands/runs/grants.ts").then((m) => m.grants(io, kind, role))));
}

/** Declares `wct runs show` and `wct runs erase`. */
function declareOne({ io, command, done }: Declaring, parent: Command): void {
  command("show", {
    parent,
    description: "show versions, limits, cost, head hash and stored content of a run",
    example: "wct runs show latest\nwct runs show audit.wctrun --json",
  })
    .argument("<run>", runArgument)
    .action((run, options) => done(import("../commands/runs/show.ts").then((m) => m.show(io, run, options))));

  command("erase", {
    parent,
    description: "find a person in stored content and delete that content; the records still verify",
    example: 'wct runs erase --subject "ada@example.org" --dry-run\nwct runs erase --subject - --yes < subject.txt',
  })
    .requiredOption("--subject <text>", "text that identifies the person, at least 4 characters; - reads it from stdin")
    .option("--run <run>", "search only this run; repeatable", collect)
    .option(
      "--include-definition",
      "also delete a runbook's text and plan that contain it; such a run can then only be listed",
    )
    .option("--dry-run", "show where the person is found; change nothing")
    .option("--yes", "do not ask; required when stdin is not a terminal")
    .action((options) => done(import("../commands/runs/erase.ts").then((m) => m.erase(io, options))));
}

/** Declares `wct runs export`, `wct runs import` and `wct runs copy`. */
function declareBundles({ io, command, done }: Declaring, parent: Command): void {
  command("export", {
    parent,
    description: "write a run to a bundle, a file that every read command accepts in place of a run",
    example: "wct runs export latest audit.wctrun\nwct verify audit.wctrun --head HASH",
  })
    .argument("<run>", runArgument)
    .argument("<file>", "the bundle to write")
    .option("--with-raw", "include content that may identify people (sensitivity raw)")
    .option("--force", "overwrite an existing file")
    .action((run, file, options) =>
      done(import("../commands/runs/export-bundle.ts").then((m) => m.exportBundle(io, run, file, options))),
    );

  command("import", {
    parent,
    description: "check a bundle and add its run to the store",
    example: "wct runs import audit.wctrun",
  })
    .argument("<file>", "a bundle that `wct runs export` wrote")
    .option("--head <hash>", "the expected head hash of the run")
    .action((file, options) =>
      done(import("../commands/runs/import-bundle.ts").then((m) => m.importBundle(io, file, options))),
    );

  command("copy", {
    parent,
    description: "copy a run to another store; digests and head hash stay the same",
    example: "wct runs copy latest --to postgres://wct@db.example.org/wct",
  })
    .argument("<run>", runArgument)
    .requiredOption("--to <dir>", "folder or postgres:// URL of the other store; it is created if it does not exist")
    .option("--without-raw", "leave out content that may identify people (sensitivity raw)")
    .action((run, options) => done(import("../commands/runs/copy.ts").then((m) => m.copyRun(io, run, options))));
}
