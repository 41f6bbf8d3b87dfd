import { setImmediate } from "node:timers/promises";

/**
 * Lets the event loop handle events, such as signals, that arrived during synchronous work like planning. Waits two
 * turns: the first may already be past the phase that checks for signals.
 */
export async function yieldToEvents(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
