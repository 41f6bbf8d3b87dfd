import type { OpenStore } from "../../../app/open/index.ts";
import { viewOf } from "../../../app/record/index.ts";
import { finishedRecord } from "../../../app/run/index.ts";
import type { RunEvent } from "../../../domain/index.ts";
import type { ExecutionResult } from "../../../executor/index.ts";
import { runJson } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import { isOnGithub } from "../../output/github.ts";
import { tellGithub } from "../../output/job-summary.ts";
import { writeNextSteps, writeSummary } from "../../output/run-ending.ts";
import type { RunCommandOptions } from "./run-request.ts";

/** A failure to print does not stop the run. A failed stream fails again at the end, which reports it. */
export const eventWriter =
  (io: Io) =>
  (event: RunEvent): void => {
    io.stdout.write(`${JSON.stringify(event)}\n`).catch(() => undefined);
  };

export async function printEnding(
  io: Io,
  store: OpenStore,
  result: ExecutionResult,
  options: RunCommandOptions,
): Promise<void> {
  // -q suppresses the summary only for a run without failures: it reports every failure, also of optional artifacts.
  const isSilent = options.quiet && !options.json && result.outcome === "completed" && result.counts.failed === 0;
  if (isSilent && !isOnGithub(io)) return;
  const record = await finishedRecord(store, result);
  await tellGithub(io, record);
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(runJson(viewOf(record)))}\n`);
    return;
  }
  if (isSilent) return;
  const ended = { store, record, result };
  await writeSummary(io, io.stdout, ended, options);
  if (!options.quiet) await writeNextSteps(io, ended, options);
}
