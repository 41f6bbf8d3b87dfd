import { collect, type Declaring, pluginOption } from "./command.ts";

/** `wct export`. */
export function declareExporting({ io, command, done }: Declaring): void {
  command("export", {
    description: "write artifacts of a recorded run, or the run itself, to files",
    example: "wct export latest --format html -o handover/\nwct export latest --format openlineage",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .argument("[artifact...]", "artifact ids (default: those marked output)")
    .requiredOption("--format <format>", "an exporter that `wct exporters` lists; openlineage or otlp: the run itself")
    .option("-o, --output <dir>", "target folder (default: outputs/<run-id>)")
    .option("--force", "write over existing files")
    .option(...pluginOption, collect)
    .action((run, artifacts, options) =>
      done(import("../commands/export.ts").then((m) => m.exportRun(io, run, artifacts, options))),
    );
}
