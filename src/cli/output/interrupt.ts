import type { Io } from "../io.ts";
import { exitCodes } from "../signals.ts";

export interface Interrupt {
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
  /** Returns 129, 130 or 143 after a signal, else null. */
  readonly exitCode: () => number | null;
  readonly stop: () => void;
}

/**
 * Handles signals: the first one cancels the run, which is recorded and reported; the second ends the process
 * immediately. `isRunning`: whether there is anything to cancel.
 */
export function interruptible(
  io: Pick<Io, "onSignal" | "exitNow">,
  say: (line: string) => void,
  isRunning = (): boolean => true,
): Interrupt {
  const controller = new AbortController();
  let code: number | null = null;
  const stop = io.onSignal((signal) => {
    if (code !== null) io.exitNow(exitCodes[signal]);
    code = exitCodes[signal];
    if (isRunning()) say("cancelling: running artifacts have 5 seconds; interrupt again to stop immediately");
    controller.abort();
  });
  return { signal: controller.signal, exitCode: () => code, stop };
}
