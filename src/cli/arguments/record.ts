import { type Declaring, runArgument } from "./command.ts";

/** Declares `wct record` and its subcommand. */
export function declareRecord({ io, command, done }: Declaring): void {
  const record = command("record", {
    description: "work on the record of processing activities (Art. 30 GDPR)",
    example: "wct record draft latest --into organisation.yaml",
    isBare: true,
  });

  command("draft", {
    parent: record,
    description: "draft activities for the organisation file from what no activity covers",
    example: "wct record draft latest\nwct record draft latest crm --into organisation.yaml",
  })
    .argument("<run>", runArgument)
    .argument("[activity]", "id of a candidate row of the record (default: all of them)")
    .option("--into <file>", "add them to this organisation file; its comments and order stay")
    .action((run, activity, options) =>
      done(import("../commands/record-draft.ts").then((m) => m.recordDraft(io, run, activity, options))),
    );
}
