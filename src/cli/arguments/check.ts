import { Option } from "commander";
import { ignoringClosedPipe } from "../io.ts";
import { collect, type Declaring, forceOption, runArgument } from "./command.ts";

/** Declares `wct check`. */
export function declareCheck({ io, command, done }: Declaring): void {
  command("check", {
    description: "check a run against a policy, for CI: exit with 1 if a condition matches",
    example:
      "wct check latest --fail-on new,special-category --baseline accepted.json\n" +
      "wct check latest --write-baseline accepted.json\n" +
      "wct check latest --fail-on 'finding.category == \"health\" && finding.score > 0.8'",
  })
    .argument("<run>", runArgument)
    .option(
      "--fail-on <condition>",
      "new, more, special-category, gaps, high, unread, or CEL over finding and record; comma-separated; repeatable",
      collect,
    )
    .option("--baseline <file|run>", "reviewed findings, which are not new: a file of `wct findings accept`, or a run")
    .option("--write-baseline <file>", "accept the findings of this run, written to a file")
    .addOption(new Option("--format <format>", "default: text").choices(["text", "markdown", "json"]))
    .option("-o, --output <file>", "write to a file: .txt, .md or .json")
    .option(...forceOption)
    .action((run, options) =>
      done(import("../commands/check.ts").then((m) => m.check(ignoringClosedPipe(io), run, options))),
    );
}
