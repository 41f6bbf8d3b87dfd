import { collect, type Declaring, pluginOption, positiveInteger, seconds, workerMemory } from "./command.ts";

/** `wct run`, `wct validate`, `wct generate-schema`. */
export function declareMaking({ io, command, done }: Declaring): void {
  command("run", {
    description: "plan, execute, record and export a runbook",
    example: "wct run examples/webshop/runbook.yaml",
  })
    .argument("<runbook>", "the runbook (YAML)")
    .option("--max-concurrency <n>", "artifacts in flight", positiveInteger)
    .option("--workers <n>", "busy threads (default: the machine's parallelism)", positiveInteger)
    .option("--worker-memory <MiB>", "what a component may use, at least 64 (default: 1024)", workerMemory)
    .option("--timeout <seconds>", "for the whole run", seconds)
    .option("--output <dir>", "where outputs go (default: outputs/<run-id>)")
    .option("--export <format>", "format of the outputs; repeatable", collect)
    .option("--env-file <file>", "read variables from a .env file")
    .option(...pluginOption, collect)
    .option("--resume <run>", "take over what an earlier run made and what did not change; execute the rest")
    .option(
      "--incremental",
      "take over from the newest runs of this runbook what did not change; sources are read again",
    )
    .action((runbook, options) => done(import("../commands/run.ts").then((m) => m.run(io, runbook, options))));

  command("validate", {
    description: "check runbooks without running them",
    example: "wct validate runbook.yaml --no-env",
  })
    .argument("<runbook...>", "the runbooks (YAML)")
    .option("--no-env", "unset variables are warnings")
    .option("--env-file <file>", "read variables from a .env file")
    .option(...pluginOption, collect)
    .action((files, options) => done(import("../commands/validate.ts").then((m) => m.validate(io, files, options))));

  command("generate-schema", {
    description: "print the JSON Schema of runbooks for editors",
    example: "wct generate-schema > runbook.schema.json",
  })
    .option("--for <type.key>", "of a file that a component takes, such as gdpr_article_30.organisation")
    .option(...pluginOption, collect)
    .action((options) => done(import("../commands/generate-schema.ts").then((m) => m.generateSchema(io, options))));
}
