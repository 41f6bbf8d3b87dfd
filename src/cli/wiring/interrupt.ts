import type { Io } from "../io.ts";

export interface Interrupt {
  /** Aborts at the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** 130 or 143 when there was one. */
  readonly exitCode: () => number | null;
  readonly stop: () => void;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first signal cancels the run, which is recorded; the second ends the process at once. */
export function interruptible(io: Io): Interrupt {
  const controller = new AbortController();
  let code: number | null = null;
  const stop = io.onSignal((signal) => {
    if (code !== null) io.exitNow(exitCodes[signal]);
    code = exitCodes[signal];
    void io.stderr.write("cancelling: running artifacts get 5 seconds; once more ends at once\n");
    controller.abort();
  });
  return { signal: controller.signal, exitCode: () => code, stop };
}
