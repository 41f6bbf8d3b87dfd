import { Option } from "commander";
import { collect, type Declaring, pluginOption, runArgument } from "./command.ts";

/** Declares `wct export`. */
export function declareExport({ io, command, done }: Declaring): void {
  command("export", {
    description: "write artifacts of a recorded run, or the run itself, to files",
    example:
      'wct export latest --format html -o handover/\nwct export latest --format csv --bom --delimiter ";" --decimal ","',
  })
    .argument("<run>", runArgument)
    .argument("[artifact...]", "artifact ids (default: those marked output)")
    .requiredOption(
      "--format <format>",
      "an exporter that `wct exporters` lists, or openlineage or otlp for the run itself",
    )
    .option("-o, --output <dir>", "target folder (default: outputs/<run-id>)")
    .option("--force", "overwrite existing files")
    .option("--bom", "csv: begin with a byte order mark, which Excel needs to detect UTF-8")
    .addOption(new Option("--delimiter <char>", "csv: cell separator").choices([",", ";", "|", "tab"]))
    .addOption(new Option("--decimal <char>", "csv: decimal separator").choices([".", ","]))
    .option(...pluginOption, collect)
    .action((run, artifacts, options) =>
      done(import("../commands/export.ts").then((m) => m.exportRun(io, run, artifacts, options))),
    );
}
