import { Option } from "commander";
import type { Grouping } from "../../render/index.ts";
import {
  collect,
  type Declaring,
  defaultRunbookNote,
  forceOption,
  pluginOption,
  runArgument,
  runReferences,
  selectOption,
} from "./command.ts";

const groupings: readonly (Grouping | "none")[] = ["auto", "level", "tag", "component", "runbook", "failure", "none"];

/** Declares `wct visualise`. */
export function declareVisualise({ io, command, done }: Declaring): void {
  command("visualise", {
    description: "draw the graph of a runbook or of a run",
    example: "wct visualise runbook.yaml\nwct visualise runbook.yaml --run latest -o graph.svg",
  })
    .alias("visualize")
    .argument("[runbook|run]", `the runbook (YAML; ${defaultRunbookNote}), or a run: ${runReferences}`)
    .addOption(
      new Option(
        "--format <format>",
        "default: by the file extension of --output; else text on a terminal, mermaid on a pipe",
      ).choices(["mermaid", "dot", "svg", "html", "json", "text"]),
    )
    .option("--run <run>", "show the statuses of a run in the graph")
    .option("-o, --output <file>", "write to a file: .mmd, .dot, .svg, .html, .json or .txt")
    .option(...forceOption)
    .option(...selectOption)
    .addOption(
      new Option(
        "--group-by <what>",
        "group artifacts by a property; auto groups only graphs that are too large to read",
      )
        .choices(groupings)
        .default("auto"),
    )
    .addOption(new Option("--direction <direction>", "top-down or left-to-right").choices(["TD", "LR"]))
    .option(...pluginOption, collect)
    .option("--schemas", "label each edge with its schema")
    .action((target, options) =>
      done(import("../commands/visualise.ts").then((m) => m.visualise(io, target, options))),
    );
}

/** Declares `wct timeline`. */
export function declareTimeline({ io, command, done }: Declaring): void {
  command("timeline", {
    description: "show where the time of a run went",
    example: "wct timeline latest\nwct timeline latest -v --what-if slots=8",
  })
    .argument("<run>", runArgument)
    .addOption(new Option("--format <format>", "default: text").choices(["text", "json", "svg", "html", "trace"]))
    .option("-o, --output <file>", "write to a file: .txt, .json, .svg, .html or .trace")
    .option(...forceOption)
    .option("--what-if <assumptions>", "predict the effect of slots=8,a=0.5x,b=cached,c=12s for artifacts a, b and c")
    .action((run, options) => done(import("../commands/timeline.ts").then((m) => m.timeline(io, run, options))));
}
