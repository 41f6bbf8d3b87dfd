import { captureOutput, guardPorts, setMemoryShare } from "./guards/index.ts";
import { owner } from "./job.ts";
import { type HostPort, serve } from "./serve.ts";

// Exported for entry.js.
export { takeEndpoint, threadPort } from "./serve.ts";

/** Makes this thread or process a worker. */
export function begin(port: HostPort, memoryLimitMb: number): void {
  setMemoryShare((memoryLimitMb * 1024 * 1024) / 2);
  captureOutput();
  guardPorts();

  // An exception in a callback belongs to the job that started it. An exception without an owner comes from a job that
  // has already ended, and must not end the worker of another job.
  process.on("uncaughtException", (error) => owner()?.crash.reject(error));

  serve(port);
}
