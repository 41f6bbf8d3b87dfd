import { type Declaring, nonNegativeInteger } from "./command.ts";

/** `wct inspect`, `wct replay`, `wct verify`. */
export function declareLooking({ io, command, done }: Declaring): void {
  command("inspect", {
    description: "show a run, or an artifact of it",
    example: "wct inspect latest\nwct inspect latest personal_data --head 3",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .argument("[artifact]", "artifact id")
    .option("--head <n>", "only the first n elements", nonNegativeInteger)
    .option("--offset <n>", "leave out the first n elements", nonNegativeInteger)
    .option("--path <jsonpath>", "only what a JSONPath (RFC 9535) selects: '$.items[?@.kind == \"x\"].id'")
    .option("--table", "elements as rows")
    .option("--raw", "elements as NDJSON")
    .option("--meta", "how it was made")
    .option("--inputs", "what it was made from")
    .option("--lineage", "what it was made from and what was made from it, also in other runs")
    .option("--log", "what the component logged")
    .option("--schema", "its JSON Schema")
    .action((run, artifact, options) =>
      done(import("../commands/inspect.ts").then((m) => m.inspect(io, run, artifact, options))),
    );

  command("replay", {
    description: "show a run again as it happened, from its record",
    example: "wct replay latest --speed 10x\nwct replay latest --until personal_data\nwct replay latest --step",
  })
    .argument("<run>", "run id, unique prefix, latest, latest:<status> or a bundle's file")
    .option("--speed <speed>", "1x, 10x, max (default: as it was with pauses of a second at most; max on a pipe)")
    .option("--until <seq|artifact>", "only up to an event, or to the end of an artifact")
    .option("--step", "one event at a time: Enter, b, i ARTIFACT, q")
    .action((run, options) => done(import("../commands/replay.ts").then((m) => m.replay(io, run, options))));

  command("verify", { description: "check event chains and the digest of every object", example: "wct verify latest" })
    .argument("[run]", "one run; all by default")
    .option("--head <hash>", "the head hash that the run must have")
    .action((run, options) => done(import("../commands/verify.ts").then((m) => m.verify(io, run, options))));
}
