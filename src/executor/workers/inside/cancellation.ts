/** How a job hears of its cancellation. */
export interface Cancelling {
  /** Reads memory that the host shares. */
  readonly isCancelled: () => boolean;
  /** Waiting code hears by a message. */
  readonly onCancel: (listener: () => void) => void;
}

/** A signal that a synchronous loop sees too: asking it whether it is aborted looks at the memory shared. */
export function createCancellation({ isCancelled, onCancel }: Cancelling): AbortController {
  const controller = new AbortController();
  const look = (): void => {
    if (isCancelled()) controller.abort();
  };
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
  onCancel(look);
  return controller;
}

const isAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted")?.get;
