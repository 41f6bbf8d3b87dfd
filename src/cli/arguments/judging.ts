import { Option } from "commander";
import type { Declaring } from "./command.ts";

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
    .action((before, after, options) =>
      done(import("../commands/diff.ts").then((m) => m.diff(io, { before, after }, options))),
    );
}
