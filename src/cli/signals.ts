import { leave } from "./leave.ts";

/** Signals that ask a process to end: from a closed terminal, from Ctrl-C, and from process managers. */
type EndingSignal = "SIGHUP" | "SIGINT" | "SIGTERM";
export type SignalHandler = (signal: EndingSignal) => void;

/** The exit codes that shells use. */
export const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<EndingSignal, number>;

const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
const handlers: SignalHandler[] = [];

/**
 * Starts handling signals, so that none is lost: the first process of a container has no default action for any of
 * them. Unless something is being recorded there is nothing to finish, and the process ends immediately.
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

/** Passes signals to the newest handler; returns a function that removes the handler. */
export function onSignal(handler: SignalHandler): () => void {
  handlers.push(handler);
  return () => {
    const at = handlers.lastIndexOf(handler);
    if (at !== -1) handlers.splice(at, 1);
  };
}
