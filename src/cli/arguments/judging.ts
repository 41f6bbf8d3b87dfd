import { Option } from "commander";
import { collect, type Declaring, forceOption } from "./command.ts";

/** `wct diff`, `wct check`. */
export function declareJudging({ io, command, done }: Declaring): void {
  command("diff", {
    description: "which artifacts of two runs differ, why, and which findings are new, gone or changed",
    example: "wct diff run_20251209_143022 latest\nwct diff latest:completed latest --format markdown --exit-code",
  })
    .argument("<before>", "the earlier run: id, unique prefix, latest, latest:<status> or a bundle's file")
    .argument("<after>", "the later run")
    .addOption(new Option("--format <format>", "default: text").choices(["text", "markdown", "json"]))
    .option("--artifact <id>", "only this artifact")
    .option("--exit-code", "exit with 1 when anything differs")
    .option("-o, --output <file>", "write to a file: .txt, .md or .json")
    .option(...forceOption)
    .action((before, after, options) =>
      done(import("../commands/diff.ts").then((m) => m.diff(io, { before, after }, options))),
    );

  command("check", {
    description: "a gate for CI: exit with 1 when a run has what it must not have",
    example:
      "wct check latest --fail-on new,special-category --baseline accepted.json\n" +
      "wct check latest --write-baseline accepted.json\n" +
      "wct check latest --fail-on 'finding.category == \"health\" && finding.score > 0.8'",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .option(
      "--fail-on <condition>",
      "new, special-category, gaps, high, or CEL over finding and record; comma; repeatable",
      collect,
    )
    .option("--baseline <file|run>", "the findings that are not new")
    .option("--write-baseline <file>", "accept the findings of this run: write their ids to a file")
    .addOption(new Option("--format <format>", "default: text").choices(["text", "markdown", "json"]))
    .option("-o, --output <file>", "write to a file: .txt, .md or .json")
    .option(...forceOption)
    .action((run, options) => done(import("../commands/check.ts").then((m) => m.check(io, run, options))));
}
