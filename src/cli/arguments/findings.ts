import { type Command, InvalidArgumentError, Option } from "commander";
import { ignoringClosedPipe } from "../io.ts";
import { collect, type Declaring, positiveInteger, runArgument } from "./command.ts";

const baselineOption = [
  "--baseline <file|run>",
  "reviewed findings: a file, or a run (default: wct-baseline.json next to wct.yaml, if it exists)",
] as const;

const findingArgument = "id of a finding, or its start, as `wct findings` lists it";

/** Declares `wct findings` and its subcommands. */
export function declareFindings({ io, command, done }: Declaring): void {
  const list = command("findings", {
    description: "list the findings of a run, and decide about them",
    example:
      "wct findings latest --category email,phone --status new\n" +
      "wct findings latest --location 'shop.customers*' --min-score 0.8\n" +
      "wct findings accept latest 0a1b2c3d --reason 'test data'",
  });
  withFilters(list.argument("<run>", runArgument).argument("[artifact]", "only findings of this artifact"))
    .option(...baselineOption)
    .option("--limit <n>", "list at most n findings (default: 200 on a terminal, else all)", positiveInteger)
    .action((run, artifact, options) =>
      done(
        import("../commands/findings/list.ts").then((m) =>
          m.findings(ignoringClosedPipe(io), { run, artifact }, options),
        ),
      ),
    );
  list.enablePositionalOptions();
  declareDecisions({ io, command, done }, list);
  declareShow({ io, command, done }, list);
}

/** Declares `wct explain`. */
export function declareExplain({ io, command, done }: Declaring): void {
  explaining(
    command("explain", {
      description: "explain a finding: what, where, why it counts, and what a person should check",
      example: "wct explain latest 0a1b2c3d",
    }),
    { io, command, done },
  );
}

function declareShow(declaring: Declaring, parent: Command): void {
  explaining(
    declaring.command("show", {
      parent,
      description: "explain a finding, as `wct explain` does",
      example: "wct findings show latest 0a1b2c3d",
    }),
    declaring,
  );
}

function explaining(command: Command, { io, done }: Declaring): void {
  command
    .argument("<run>", runArgument)
    .argument("<finding>", findingArgument)
    .option("--artifact <id>", "the artifact that contains it, if several do")
    .option(...baselineOption)
    .action((run, finding, options) =>
      done(
        import("../commands/findings/explain.ts").then((m) =>
          m.explain(ignoringClosedPipe(io), { run, finding }, options),
        ),
      ),
    );
}

const meanings = {
  accept: "the data is known and may stay: no longer new, but special-category and high still match",
  reject: "the finding is wrong: no longer new, and special-category and high do not match it",
} as const;

/** Declares `wct findings accept` and `wct findings reject`. */
function declareDecisions({ io, command, done }: Declaring, parent: Command): void {
  for (const name of ["accept", "reject"] as const) {
    const one = command(name, {
      parent,
      description: `write to the baseline that ${meanings[name]}`,
      example:
        `wct findings ${name} latest 0a1b2c3d 5e6f7a8b --reason 'made-up persons'\n` +
        `wct findings ${name} latest --location 'test/*' --reason 'made-up persons'`,
    })
      .argument("<run>", runArgument)
      .argument("[finding...]", `${findingArgument}; without one: all that the filters select`);
    withFilters(one)
      .option("--artifact <id>", "only findings of this artifact")
      .option("--baseline <file>", "the file to change (default: wct-baseline.json next to wct.yaml)")
      .requiredOption("--reason <text>", "why; it must not contain personal data")
      .option("--reviewer <person>", "who decides (default: user.name of git)")
      .action((run, findings, options) =>
        done(
          import("../commands/findings/decide.ts").then((m) => m.decideFindings(io, { run, findings, name }, options)),
        ),
      );
  }
}

function withFilters(command: Command): Command {
  return command
    .option(
      "--category <category>",
      "only these categories, subjects or purposes; comma-separated; repeatable",
      collect,
    )
    .option("--subject <subject>", "only data of these data subjects, such as employee; repeatable", collect)
    .option("--location <glob>", "only files or columns that match, * for any characters; repeatable", collect)
    .option("--min-score <score>", "only findings with at least this score", scoreOf)
    .addOption(new Option("--confidence <confidence>", "only this confidence").choices(["low", "medium", "high"]))
    .option("--special", "only candidates for special categories (Art. 9 and 10 GDPR)")
    .addOption(
      new Option("--status <status>", "only with this status; grown: more than was reviewed").choices([
        "new",
        "accepted",
        "rejected",
        "grown",
      ]),
    );
}

function scoreOf(text: string): number {
  const score = /^(?:0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(text) ? Number(text) : Number.NaN;
  if (!(score >= 0 && score <= 1)) throw new InvalidArgumentError("Write a number from 0 to 1, such as 0.8.");
  return score;
}
