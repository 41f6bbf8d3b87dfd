import { dryRun } from "../../../app/run/index.ts";
import { dryRunJson, renderDryRun, reuseLines } from "../../../render/index.ts";
import { systemClock } from "../../../store/index.ts";
import { palette } from "../../color.ts";
import { type Io, widthOf } from "../../io.ts";
import { type RunCommandOptions, runRequest } from "./run-request.ts";
import type { SampleOptions } from "./sample-options.ts";

/** Runs `wct run RUNBOOK --dry-run`. Executes and records nothing. */
export async function tryRun(io: Io, file: string, options: RunCommandOptions & SampleOptions): Promise<number> {
  const { seed, profile } = options;
  const { view, planned, decisions } = await dryRun(io, file, { ...runRequest(io, options), seed, profile });
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(dryRunJson(view))}\n`);
    return 0;
  }
  if (options.quiet) return 0;
  const reuse = decisions.length === 0 ? [] : reuseLines(decisions, { plan: planned.plan, now: systemClock.now() });
  const text = renderDryRun(view, {
    palette: palette(io, options),
    ascii: options.ascii ?? false,
    width: widthOf(io.stdout),
    reuse,
  });
  await io.stdout.write(`${text}\n`);
  return 0;
}
