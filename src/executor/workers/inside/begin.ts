import { workerData } from "node:worker_threads";
import { compileSchema } from "../../../schema/index.ts";
import { captureOutput } from "./console.ts";
import { owner } from "./job.ts";
import { setMemoryShare } from "./residue.ts";
import { lineOf, serve } from "./serve.ts";

const line = lineOf(workerData);
setMemoryShare((line.memoryLimitMb * 1024 * 1024) / 2);
captureOutput();

// The first schema loads the validator. Threads start while the plan is made; the first artifact need not wait for it.
compileSchema({ ref: "wct_exception:1.0.0", stream: null, jsonSchema: { type: "object" } }, { isKnownValid: true });

// An exception in a callback belongs to the job that started it. One that nobody owns comes from a job that has ended
// already, which is no reason to let another one's thread die.
process.on("uncaughtException", (error) => owner()?.crash.reject(error));

serve(line);
