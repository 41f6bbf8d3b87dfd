// Loads little by itself, so that what is loaded next comes compiled, where the program keeps a cache of that.
import { enableCompileCache } from "node:module";
import { workerData } from "node:worker_threads";

const { compileCache }: { readonly compileCache: string | null } = workerData;
if (compileCache !== null) enableCompileCache(compileCache);
await import("./begin.ts");
