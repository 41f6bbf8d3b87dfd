const reallyExit: unknown = Reflect.get(process, "reallyExit");
const { apply } = Reflect;

/**
 * Ends this worker immediately, without running any other code. Messages of the job that are not yet sent are lost.
 * Calls `process.reallyExit`, the last step of `process.exit`, which components cannot call.
 */
export function endWorker(): never {
  if (typeof reallyExit === "function") apply(reallyExit, process, [1]);
  throw new Error("a worker does not end");
}
