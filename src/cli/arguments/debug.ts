import { Option } from "commander";
import { recordedStarts } from "../commands/debug/starts.ts";
import { collect, type Declaring, defaultRunbookNote, runReferences, seconds } from "./command.ts";
import { withRunOptions } from "./run.ts";

/** Declares `wct debug`. */
export function declareDebug({ io, command, done }: Declaring): void {
  const debug = command("debug", {
    description: "step through a runbook as it runs, or through a recorded run",
    example: "wct debug examples/webshop/runbook.yaml --break personal_data\nwct debug latest:failed --at failure",
  })
    .argument("[runbook|run]", `the runbook (YAML; ${defaultRunbookNote}), or a run: ${runReferences}`)
    .option("--break <artifact>", "stop before an artifact; a pattern or 'ARTIFACT if EXPRESSION'; repeatable", collect)
    .option("--break-after <artifact>", "stop after an artifact; in the same form; repeatable", collect)
    .option("--no-break-on-failure", "do not stop when an artifact fails")
    .option("--break-at-end", "keep the session open when the run has ended")
    .addOption(new Option("--at <point>", "where a recorded run opens (default: start)").choices(recordedStarts))
    .option("--runbook <file>", "the runbook that `rerun` of a recorded run starts (default: the run's own)")
    .option("--commands <file>", "read commands from this file instead of the terminal")
    .option("--dap", "serve the Debug Adapter Protocol over stdin and stdout, for editors")
    .option("--listen <address>", "with --dap: listen on this port of 127.0.0.1 (0: any) or on this socket instead")
    .option("--wait <seconds>", "with --listen: how long to wait for a client (default: 300)", seconds);
  withRunOptions(debug).action((target, options) =>
    done(import("../commands/debug/face.ts").then((m) => m.debugWithFace(io, target, options))),
  );
}
