import { type Declaring, forceOption, nonNegativeInteger, runArgument } from "./command.ts";

/** Declares `wct report`. */
export function declareReport({ io, command, done }: Declaring): void {
  command("report", {
    description: "write an HTML report of a run: graph, timeline, artifacts, findings, record of processing, errors",
    example: "wct report latest -o report.html\nwct report latest --head 200 --raw -o internal.html",
  })
    .argument("<run>", runArgument)
    .option("-o, --output <file>", "write to a file (default: stdout; <run-id>.html on a terminal and with --json)")
    .option(...forceOption)
    .option("--head <n>", "include the first n elements of each artifact, regardless of size", nonNegativeInteger)
    .option("--raw", "include content of artifacts whose sensitivity is raw")
    .action((run, options) => done(import("../commands/report.ts").then((m) => m.report(io, run, options))));
}
