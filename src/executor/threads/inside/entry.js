// Imports little itself, so that the next import can come from the compile cache, if the program has one. It is
// JavaScript, because stripping types needs a WebAssembly module that every thread would load for this file alone.
import { enableCompileCache } from "node:module";
import { workerData } from "node:worker_threads";

/** @type {{ readonly compileCache: string | null }} */
const { compileCache } = workerData;
if (compileCache !== null) enableCompileCache(compileCache);
const { begin, takeEndpoint, threadPort } = await import("./begin.ts");
const endpoint = takeEndpoint(workerData);
begin(threadPort(endpoint), endpoint.memoryLimitMb);
