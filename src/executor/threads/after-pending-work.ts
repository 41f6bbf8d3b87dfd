/**
 * Calls `then` after all immediate consequences of what has just happened, so that a job's end is recorded before the
 * begin of the job that waited for it.
 */
export function afterPendingWork(then: () => void): void {
  queueMicrotask(() => process.nextTick(then));
}
