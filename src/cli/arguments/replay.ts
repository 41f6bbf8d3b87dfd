import { workersAtMost } from "../../domain/index.ts";
import {
  collect,
  type Declaring,
  integerUpTo,
  pluginOption,
  runArgument,
  selectOption,
  workerMemory,
} from "./command.ts";

/** Declares `wct replay`. */
export function declareReplay({ io, command, done }: Declaring): void {
  command("replay", {
    description: "replay a run event by event, follow one in progress, or verify one by making it again",
    example:
      "wct replay latest --speed 10x\nwct replay latest --until personal_data\nwct replay latest --step\nwct replay latest --follow\nwct replay latest --verify",
  })
    .argument("<run>", runArgument)
    .argument("[artifact...]", "with --verify: the artifacts to verify (default: all)")
    .option(...selectOption)
    .option("--speed <speed>", "1x, 10x, max (default: 1x with pauses of at most a second; max on a pipe)")
    .option("--until <seq|artifact>", "stop after an event, or at the end of an artifact")
    .option("--step", "step through events: Enter (next), b (back), i ARTIFACT (inspect), q (quit)")
    .option("--follow", "show a run that another process is making until it ends, and end with its exit code")
    .option(
      "--verify",
      "execute the deterministic processors again on their recorded inputs, also code of plugins, and compare the results with the record",
    )
    .option("--raw", "with --verify: show the values that differ, which may identify people")
    .option("--workers <n>", "with --verify: number of worker threads", integerUpTo(workersAtMost))
    .option("--worker-memory <MiB>", "with --verify: memory limit of a component, at least 64", workerMemory)
    .option("--env-file <file>", "with --verify: read variables from a .env file")
    .option(pluginOption[0], `with --verify: ${pluginOption[1]}`, collect)
    .action((run, artifacts, options) =>
      done(import("../commands/replay/replay.ts").then((m) => m.replay(io, run, { artifacts, options }))),
    );
}
