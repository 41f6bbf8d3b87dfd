/**
 * Calls once everything that follows from what has just happened without further waiting is done: a job's end is
 * recorded before the begin of the one that was waiting for it.
 */
export function whenAnswered(then: () => void): void {
  queueMicrotask(() => process.nextTick(then));
}
