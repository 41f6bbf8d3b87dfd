import { leave } from "./leave.ts";

/** What asks a process to end: a closed terminal, Ctrl-C, and whoever manages processes. */
export type EndingSignal = "SIGHUP" | "SIGINT" | "SIGTERM";
export type SignalHandler = (signal: EndingSignal) => void;

/** As a shell reports them. */
export const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<EndingSignal, number>;

const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
const handlers: SignalHandler[] = [];

/**
 * From here on no signal is lost: the first process of a container has no default action for any of them. Unless
 * something is being recorded there is nothing to wind down, and the process ends at once.
 */
export function listenForSignals(): void {
  for (const signal of signals) {
    process.on(signal, () => {
      const handler = handlers.at(-1);
      if (handler === undefined) leave(exitCodes[signal]);
      handler(signal);
    });
  }
}

/** Hands signals to the newest handler; returns what takes it away again. */
export function onSignal(handler: SignalHandler): () => void {
  handlers.push(handler);
  return () => {
    const at = handlers.lastIndexOf(handler);
    if (at !== -1) handlers.splice(at, 1);
  };
}
