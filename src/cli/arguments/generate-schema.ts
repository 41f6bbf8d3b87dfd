import { collect, type Declaring, pluginOption } from "./command.ts";

/** Declares `wct generate-schema`. */
export function declareGenerateSchema({ io, command, done }: Declaring): void {
  command("generate-schema", {
    description: "print the JSON Schema of runbooks, for editors",
    example: "wct generate-schema > runbook.schema.json",
  })
    .option(
      "--for <type.key>",
      "print the schema of a file that a component reads, such as gdpr_article_30.organisation",
    )
    .option(...pluginOption, collect)
    .action((options) => done(import("../commands/generate-schema.ts").then((m) => m.generateSchema(io, options))));
}
