import { type Declaring, nonNegativeInteger, runArgument, selectOption } from "./command.ts";

/** Declares `wct inspect`. */
export function declareInspect({ io, command, done }: Declaring): void {
  command("inspect", {
    description: "show a run, or one of its artifacts",
    example:
      "wct inspect latest\nwct inspect latest personal_data --head 3\nwct inspect latest --select status:failed+",
  })
    .argument("<run>", runArgument)
    .argument("[artifact]", "artifact id")
    .option(...selectOption)
    .option("--head <n>", "show only the first n elements", nonNegativeInteger)
    .option("--offset <n>", "skip the first n elements", nonNegativeInteger)
    .option("--path <jsonpath>", "show only what a JSONPath (RFC 9535) selects: '$.items[?@.kind == \"x\"].id'")
    .option("--table", "show elements as rows")
    .option("--raw", "print elements as NDJSON")
    .option("--meta", "show how it was made")
    .option("--inputs", "show what it was made from")
    .option("--lineage", "show what it was made from and what was made from it, also in other runs")
    .option("--log", "show what the component logged")
    .option("--schema", "print its JSON Schema")
    .action((run, artifact, options) =>
      done(import("../commands/inspect/inspect.ts").then((m) => m.inspect(io, run, artifact, options))),
    );
}
