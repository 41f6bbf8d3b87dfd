import { ignoringClosedPipe } from "../io.ts";
import { type Declaring, runReferences } from "./command.ts";

/** Declares `wct verify`. */
export function declareVerify({ io, command, done }: Declaring): void {
  command("verify", {
    description: "check the event chain and the digest of every object",
    example: "wct verify latest",
  })
    .argument("[run]", `the run to verify: ${runReferences} (default: all runs)`)
    .option("--head <hash>", "the expected head hash of the run")
    .action((run, options) =>
      done(import("../commands/verify.ts").then((m) => m.verify(ignoringClosedPipe(io), run, options))),
    );
}
