import { type Declaring, runArgument, selectOption } from "./command.ts";

/** Declares `wct replay`. */
export function declareReplay({ io, command, done }: Declaring): void {
  command("replay", {
    description: "replay a recorded run event by event, without executing it",
    example: "wct replay latest --speed 10x\nwct replay latest --until personal_data\nwct replay latest --step",
  })
    .argument("<run>", runArgument)
    .option(...selectOption)
    .option("--speed <speed>", "1x, 10x, max (default: 1x with pauses of at most a second; max on a pipe)")
    .option("--until <seq|artifact>", "stop after an event, or at the end of an artifact")
    .option("--step", "step through events: Enter (next), b (back), i ARTIFACT (inspect), q (quit)")
    .action((run, options) => done(import("../commands/replay/replay.ts").then((m) => m.replay(io, run, options))));
}
