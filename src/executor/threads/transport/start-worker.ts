import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Worker } from "node:worker_threads";
import type { ThreadEndpoint } from "./transport.ts";

const entry = new URL("../inside/entry.js", import.meta.url);

/**
 * V8 ends the whole process if one allocation (an array, a string, a table of a map: at most 1 GiB) exceeds a thread's
 * limit. The memory watch enforces the limit, and V8's own limit is so far above it that the watch acts first.
 */
const headroomMb = 3072;

/**
 * A heap with such a high limit collects its garbage only after it has grown fourfold, which costs a stream a third
 * more memory than it needs. V8 has this setting only for the whole process, and reads it at each collection.
 */
setFlagsFromString("--heap-growing-percent=80");

/** Starts a thread with its end of the transport. */
export function startWorker(endpoint: ThreadEndpoint): Worker {
  // Loaded on use: a run in which nothing changed starts no thread.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const worker = new Worker(entry, {
    name: "wct",
    workerData: { endpoint, compileCache: compileCacheFolder() },
    transferList: [endpoint.port],
    env: {},
    argv: [],
    execArgv: [],
    // Output that bypasses the capture in the worker must not reach the program's own output.
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: endpoint.memoryLimitMb + headroomMb },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

/** Returns the folder of the compile cache. Node creates a folder for its version inside the one that it is given. */
function compileCacheFolder(): string | null {
  const folder = getCompileCacheDir();
  return folder === undefined ? null : dirname(folder);
}
