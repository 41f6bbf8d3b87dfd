import { Option } from "commander";
import { type Declaring, forceOption, runArgument } from "./command.ts";

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
