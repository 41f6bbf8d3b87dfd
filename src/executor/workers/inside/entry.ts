import { compileSchema } from "../../../schema/index.ts";
import { captureOutput } from "./console.ts";
import { owner } from "./job.ts";

export { serve } from "./serve.ts";

captureOutput();

// The first schema loads the validator. Threads start while the plan is made; the first artifact need not wait for it.
compileSchema({ ref: "wct_exception:1.0.0", stream: null, jsonSchema: { type: "object" } });

// An exception in a callback belongs to the job that started it. One that nobody owns comes from a job that has ended
// already, which is no reason to let another one's thread die.
process.on("uncaughtException", (error) => owner()?.crash.reject(error));
