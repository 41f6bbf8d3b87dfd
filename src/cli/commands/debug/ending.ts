import type { OpenedDebug } from "../../../app/debug/index.ts";
import { viewOf } from "../../../app/record/index.ts";
import { exitCodeOf, finishedRecord } from "../../../app/run/index.ts";
import { command, runJson, shellWord } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import { callOf } from "../../output/call.ts";
import { writeNextSteps, writeSummary } from "../../output/run-ending.ts";
import { exitCodes } from "../../signals.ts";
import type { DebugCommandOptions } from "./options.ts";
import type { ShellEnd } from "./shell.ts";

interface Ending {
  readonly io: Io;
  readonly opened: OpenedDebug;
  readonly options: DebugCommandOptions;
  readonly end: ShellEnd;
  /** The exit code of a signal; null if none ended the session. */
  readonly signalCode: number | null;
  readonly say: (text: string) => Promise<void>;
}

/** Ends a session and prints how its run ended. Resolves with the exit code. Throws the errors of the store. */
export async function endSession({ io, opened, options, end, signalCode, say }: Ending): Promise<number> {
  const { session, store } = opened;
  const wasRunning = session.kind === "live" && session.phase !== "ended";
  await session.quit();
  if (opened.result === null) return signalCode ?? 0;
  const result = await opened.result;
  const record = await finishedRecord(store, result);
  if (options.json) await io.stdout.write(`${JSON.stringify(runJson(viewOf(record)))}\n`);
  if (end === "quit" && wasRunning) {
    const resume = command(`run ${shellWord(opened.runbook.shown)} --resume ${result.run}`, callOf(io, options));
    await say(`${result.run} is recorded as ${result.outcome}; \`${resume}\` goes on with it`);
    return signalCode ?? (result.outcome === "completed" ? 0 : exitCodes.SIGINT);
  }
  if (!options.json && !(options.quiet && result.outcome === "completed")) {
    const ended = { store, record, result };
    await io.stderr.write("\n");
    await writeSummary(io, io.stderr, ended, options);
    if (!options.quiet) await writeNextSteps(io, ended, options);
  }
  return signalCode ?? exitCodeOf(result);
}
