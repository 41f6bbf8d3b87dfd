// Imports little itself, so that the next import can come from the compile cache, if the program has one. It is
// JavaScript, so that the thread does not strip types for this file alone.
import { enableCompileCache } from "node:module";
import { workerData } from "node:worker_threads";

/** @type {{ readonly compileCache: string | null }} */
const { compileCache } = workerData;
if (compileCache !== null) enableCompileCache(compileCache);
const { answerRequests } = await import("./evaluator-thread.ts");
answerRequests();
