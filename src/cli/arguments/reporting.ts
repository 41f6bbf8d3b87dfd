import { type Declaring, forceOption, nonNegativeInteger } from "./command.ts";

/** `wct report`. */
export function declareReporting({ io, command, done }: Declaring): void {
  command("report", {
    description: "one HTML file that shows a run: graph, timeline, artifacts, findings, record of processing, errors",
    example: "wct report latest -o report.html\nwct report latest --head 200 --raw -o internal.html",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .option("-o, --output <file>", "write to a file (default: stdout; on a terminal and with --json <run-id>.html)")
    .option(...forceOption)
    .option("--head <n>", "the first n elements of each artifact, whatever the size", nonNegativeInteger)
    .option("--raw", "also content of artifacts that are declared raw")
    .action((run, options) => done(import("../commands/report.ts").then((m) => m.report(io, run, options))));
}
