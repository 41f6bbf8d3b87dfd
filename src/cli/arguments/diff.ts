import { Option } from "commander";
import { ignoringClosedPipe } from "../io.ts";
import { type Declaring, forceOption, runReferences } from "./command.ts";

/** Declares `wct diff`. */
export function declareDiff({ io, command, done }: Declaring): void {
  command("diff", {
    description: "compare two runs: which artifacts differ and why, and which findings are new, gone or changed",
    example:
      "wct diff latest\nwct diff run_20251209_143022 latest\nwct diff previous latest --format markdown --exit-code",
  })
    .argument("<before>", `the earlier run: ${runReferences}`)
    .argument("[after]", "the later run; without it, <before> is compared with the previous run of its runbook")
    .addOption(new Option("--format <format>", "default: text").choices(["text", "markdown", "json"]))
    .option("--artifact <id>", "compare only this artifact")
    .option("--exit-code", "exit with 1 if anything differs")
    .option("-o, --output <file>", "write to a file: .txt, .md or .json")
    .option(...forceOption)
    .action((before, after, options) =>
      done(
        import("../commands/diff.ts").then((m) =>
          m.diff(options.exitCode ? ignoringClosedPipe(io) : io, { before, after }, options),
        ),
      ),
    );
}
