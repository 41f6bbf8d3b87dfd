import { adoptRun } from "../../../app/adopt/index.ts";
import { exitCodeOf } from "../../../app/run/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import type { RunEvent } from "../../../domain/index.ts";
import type { Io } from "../../io.ts";
import { interruptible } from "../../output/interrupt.ts";
import { eventWriter, printEnding } from "./ending.ts";
import type { RunCommandOptions } from "./run-request.ts";

/** Runs `wct run --adopt RUN`. */
export async function adopt(io: Io, named: string | undefined, options: RunCommandOptions): Promise<number> {
  const { adopt: reference = "", store, plugin, envFile, output, workers, workerMemory } = options;
  const other = named === undefined ? excludedIn(options) : `the runbook "${named}"`;
  if (other !== undefined) {
    throw wctError("WCT_USAGE", {
      message: `--adopt continues a recorded run as it is, so it cannot be combined with ${other}`,
      hint: "omit one of them",
    });
  }
  const say = (line: string): void => {
    if (options.quiet !== true) void io.stderr.write(`${line}\n`);
  };
  const interrupt = interruptible(io, say);
  try {
    const listeners: ((event: RunEvent) => void)[] = options.json === true ? [eventWriter(io)] : [];
    await using adopted = await adoptRun(io, reference, {
      ...{ store, plugins: plugin, envFile, output, workers, workerMemory, say, signal: interrupt.signal, listeners },
      onListenerError: (error) => say(`a display failed and was switched off: ${String(error)}`),
    });
    await printEnding(io, adopted.store, adopted.result, options);
    return interrupt.exitCode() ?? exitCodeOf(adopted.result);
  } finally {
    interrupt.stop();
  }
}

const excluded = ["resume", "incremental", "fork", "select", "force", "set", "replace", "remote", "export"] as const;

function excludedIn(options: RunCommandOptions): string | undefined {
  const name = excluded.find((one) => options[one] !== undefined);
  return name === undefined ? undefined : `--${name}`;
}
