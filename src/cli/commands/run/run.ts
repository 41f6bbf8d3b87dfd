import { type NamedReplacement, parseReplacement } from "../../../app/fork/index.ts";
import { exitCodeOf, type PreparedRun, performRun, prepareRun } from "../../../app/run/index.ts";
import { isWctError } from "../../../diagnostics/index.ts";
import { reuseLines, safeText, selectionText } from "../../../render/index.ts";
import { systemClock } from "../../../store/index.ts";
import { type Io, ignoreClosedPipe } from "../../io.ts";
import { createDisplay } from "../../live/index.ts";
import { type Interrupt, interruptible } from "../../output/interrupt.ts";
import { reportDiagnostics } from "../../report.ts";
import { chosenRunbook } from "../chosen-runbook.ts";
import { eventWriter, printEnding } from "./ending.ts";
import { type RunCommandOptions, runRequest } from "./run-request.ts";
import { refuseSampleOptions, type SampleOptions } from "./sample-options.ts";

interface RunOptions extends RunCommandOptions, SampleOptions {
  readonly dryRun?: boolean;
}

/** Runs `wct run RUNBOOK`. Writes nothing before the runbook, its exports and its folders are known to be valid. */
export async function run(io: Io, named: string | undefined, options: RunOptions): Promise<number> {
  if (options.adopt !== undefined) return await (await import("./adopt.ts")).adopt(io, named, options);
  const file = await chosenRunbook(io, named, options);
  if (options.dryRun) return await (await import("./dry-run.ts")).tryRun(io, file, options);
  refuseSampleOptions(options);
  await using prepared = await prepareRun(io, file, runRequest(io, options));
  await explain(io, prepared, options);
  return await perform(io, prepared, options);
}

/** Prints, before the run starts, what is reused, and why the rest is not. */
async function explain(io: Io, { planned, reusePlan, scope }: PreparedRun, options: RunCommandOptions): Promise<void> {
  const { decisions } = reusePlan;
  const lines = [
    ...(scope === null ? [] : [`selected: ${selectionText(scope, planned.plan)}`]),
    ...(options.replace ?? []).map(parseReplacement).map(replacementLine),
    ...(decisions.length === 0 ? [] : reuseLines(decisions, { plan: planned.plan, now: systemClock.now() })),
  ];
  if (options.quiet || lines.length === 0) return;
  await io.stderr.write(`${lines.join("\n")}\n`);
}

const replacementLine = ({ artifact, file }: NamedReplacement): string =>
  `${artifact} is not made: its output is ${safeText(file)}`;

async function perform(io: Io, prepared: PreparedRun, options: RunCommandOptions): Promise<number> {
  const interrupt = interruptible(io, (line) => display.say(line));
  const onListenerError = (error: unknown): void =>
    display.say(`a display failed and was switched off: ${String(error)}`);
  const { plan } = prepared.planned;
  const { signal } = interrupt;
  const display = createDisplay(io, options, { plan, clock: systemClock, signal, onError: onListenerError });
  try {
    const result = await performRun(prepared, {
      listeners: [display.show, ...(options.json ? [eventWriter(io)] : [])],
      onListenerError,
      onLost: (artifact) => {
        if (!options.quiet) display.say(`${artifact} executes: its content was deleted in the meantime`);
      },
      say: (line) => display.say(line),
      timeoutFrom: options.timeout === undefined ? undefined : "--timeout",
      signal,
    });
    await display.close();
    await ignoreClosedPipe(printEnding(io, prepared.store, result, options));
    return interrupt.exitCode() ?? exitCodeOf(result);
  } catch (error) {
    await display.close();
    return await cancelledCode(io, interrupt, error, options);
  } finally {
    interrupt.stop();
  }
}

/** Returns the exit code of a run that was cancelled while its outputs were written; rethrows any other error. */
async function cancelledCode(
  io: Io,
  interrupt: Interrupt,
  error: unknown,
  options: RunCommandOptions,
): Promise<number> {
  const code = interrupt.exitCode();
  if (code === null || !isWctError(error) || error.code !== "WCT_PRODUCE_CANCELLED") throw error;
  const { json = false, color } = options;
  await reportDiagnostics(io, error.diagnostics, { json, source: () => undefined, color });
  return code;
}
