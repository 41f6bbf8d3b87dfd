import { captureOutput } from "./console.ts";
import { owner } from "./job.ts";

export { exportFile } from "./export.ts";
export { produce } from "./produce.ts";

captureOutput();

// An exception in a callback belongs to the job that started it. One that nobody owns comes from a job that has ended
// already, which is no reason to let another one's thread die.
process.on("uncaughtException", (error) => owner()?.crash.reject(error));
