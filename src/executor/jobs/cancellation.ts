/** How a job learns of its cancellation. */
export interface Cancelling {
  /** Reads memory that is shared with the host. */
  readonly isCancelled: () => boolean;
  /** Calls the listener when the message of the host arrives, for waiting code. */
  readonly onCancel: (listener: () => void) => void;
}

/** Creates a signal that also works in a synchronous loop: reading `aborted` reads the shared memory. */
export function createCancellation({ isCancelled, onCancel }: Cancelling): AbortController {
  const controller = new AbortController();
  const look = (): void => {
    if (isCancelled()) controller.abort();
  };
  const { signal } = controller;
  Object.defineProperty(signal, "aborted", {
    get: () => {
      // Aborting runs listeners, which may read `aborted` again.
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
  onCancel(look);
  return controller;
}

const isAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted")?.get;
