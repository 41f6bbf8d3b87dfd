import { setImmediate } from "node:timers/promises";
import type { Io } from "../io.ts";
import { exitCodes } from "../signals.ts";
import { systemClock } from "./clock.ts";

export interface Interrupt {
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
  /** 129, 130 or 143 when there was one. */
  readonly exitCode: () => number | null;
  readonly stop: () => void;
}

/** The first signal cancels the run, which is recorded, and is told; the second ends the process at once. */
export function interruptible(io: Pick<Io, "onSignal" | "exitNow">, say: (line: string) => void): Interrupt {
  const controller = new AbortController();
  let code: number | null = null;
  const stop = io.onSignal((signal) => {
    if (code !== null) io.exitNow(exitCodes[signal]);
    code = exitCodes[signal];
    say("cancelling: running artifacts get 5 seconds; once more ends at once");
    controller.abort();
  });
  return { signal: controller.signal, exitCode: () => code, stop };
}

/**
 * Lets signals through that came during work without a pause, as planning is: two turns of the event loop, since the
 * first may already be past the place where it looks for them.
 */
export async function heedSignals(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

const afterwardsMs = 5000;

/**
 * For what is done after the artifacts, also when these were cancelled: a signal from now on ends it; one that came
 * before leaves it 5 seconds.
 */
export function afterwards(signal: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  if (!signal.aborted) return { signal, [Symbol.dispose]: () => {} };
  const late = new AbortController();
  const cancel = systemClock.after(afterwardsMs, () => late.abort());
  return { signal: late.signal, [Symbol.dispose]: cancel };
}
