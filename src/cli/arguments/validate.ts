import { ignoringClosedPipe } from "../io.ts";
import { collect, type Declaring, defaultRunbookNote, pluginOption } from "./command.ts";

/** Declares `wct validate`. */
export function declareValidate({ io, command, done }: Declaring): void {
  command("validate", {
    description: "check runbooks without running them",
    example: "wct validate runbook.yaml --no-env",
  })
    .argument("[runbook...]", `the runbooks (YAML); ${defaultRunbookNote}`)
    .option("--no-env", "report unset variables as warnings")
    .option("--env-file <file>", "read variables from a .env file")
    .option(...pluginOption, collect)
    .action((files, options) =>
      done(import("../commands/validate.ts").then((m) => m.validate(ignoringClosedPipe(io), files, options))),
    );
}
