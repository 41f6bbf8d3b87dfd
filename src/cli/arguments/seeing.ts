import { Option } from "commander";
import { collect, type Declaring, forceOption, pluginOption } from "./command.ts";

/** `wct visualise`, `wct timeline`. */
export function declareSeeing({ io, command, done }: Declaring): void {
  command("visualise", {
    description: "draw the graph of a runbook or of a run",
    example: "wct visualise runbook.yaml\nwct visualise runbook.yaml --run latest -o graph.svg",
  })
    .alias("visualize")
    .argument(
      "<runbook|run>",
      "a runbook (YAML); or a run: id, unique prefix, latest, latest:<status> or a bundle's file",
    )
    .addOption(
      new Option(
        "--format <format>",
        "default: text on a terminal, mermaid on a pipe, else by the file's name",
      ).choices(["mermaid", "dot", "svg", "html", "json", "text"]),
    )
    .option("--run <run>", "lay the statuses of a run over the graph")
    .option("-o, --output <file>", "write to a file: .mmd, .dot, .svg, .html, .json or .txt")
    .option(...forceOption)
    .option("--select <expression>", "only these: a, +a, a+, a+2, tag:x, status:failed; comma, and, or, not")
    .addOption(new Option("--direction <direction>", "top down or left to right").choices(["TD", "LR"]))
    .option(...pluginOption, collect)
    .option("--schemas", "name on each edge the schema that flows")
    .action((target, options) =>
      done(import("../commands/visualise.ts").then((m) => m.visualise(io, target, options))),
    );

  command("timeline", {
    description: "show where the time of a run went",
    example: "wct timeline latest\nwct timeline latest -v --what-if slots=8",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .addOption(new Option("--format <format>", "default: text").choices(["text", "json", "svg", "html", "trace"]))
    .option("-o, --output <file>", "write to a file: .txt, .json, .svg, .html or .trace")
    .option(...forceOption)
    .option("--what-if <assumptions>", "predict: slots=8,db_schema=0.5x,personal_data=cached,report=12s")
    .action((run, options) => done(import("../commands/timeline.ts").then((m) => m.timeline(io, run, options))));
}
