// Loads little by itself, so that what is loaded next comes compiled, where the program keeps a cache of that. It is
// JavaScript, because what takes out types is a WebAssembly module that every thread would load for this file alone.
import { enableCompileCache } from "node:module";
import { workerData } from "node:worker_threads";

/** @type {{ readonly compileCache: string | null }} */
const { compileCache } = workerData;
if (compileCache !== null) enableCompileCache(compileCache);
await import("./begin.ts");
