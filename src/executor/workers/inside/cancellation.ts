import type { MessagePort } from "node:worker_threads";

/**
 * A signal that a synchronous loop sees too: asking it whether it is aborted reads memory that the host shares. Waiting
 * code hears of the abort by a message.
 */
export function createCancellation(port: MessagePort, cancelled: Int32Array): AbortController {
  const controller = new AbortController();
  const look = (): void => {
    if (Atomics.load(cancelled, 0) === 1) controller.abort();
  };
  const isAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted")?.get;
  const { signal } = controller;
  Object.defineProperty(signal, "aborted", {
    get: () => {
      // Aborting runs listeners, which may ask again.
      const known: unknown = isAborted?.call(signal);
      if (known === true) return true;
      look();
      return isAborted?.call(signal);
    },
  });
  Object.defineProperty(signal, "throwIfAborted", {
    value: () => {
      if (signal.aborted) throw signal.reason;
    },
  });
  port.on("message", look);
  // Only the job itself keeps the thread awake.
  port.unref();
  return controller;
}
