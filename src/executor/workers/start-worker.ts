import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { LineEnd } from "./protocol.ts";

const entry = new URL("./inside/entry.js", import.meta.url);

/**
 * V8 ends the whole process when one allocation (an array, a string, a table of a map: 1 GiB at most) does not fit under
 * a thread's limit. The watch on the memory keeps to the limit; V8's own is so far above that the watch comes first.
 */
const headroomMb = 3072;

/**
 * A heap that may become so large collects its garbage only when it has grown fourfold, which costs a stream a third
 * more memory than it needs; V8 has this setting for the process only, and reads it at each collection.
 */
setFlagsFromString("--heap-growing-percent=80");

/** Starts a thread at the other end of a line. */
export function startWorker(line: LineEnd): Worker {
  const worker = new Worker(entry, {
    name: "wct",
    workerData: { line, compileCache: compileCacheFolder() },
    transferList: [line.port],
    env: {},
    argv: [],
    execArgv: [],
    // Nothing that gets past the capture inside reaches the program's own output.
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: line.memoryLimitMb + headroomMb },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

/** Node makes a folder for its version in the one that it is given. */
function compileCacheFolder(): string | null {
  const folder = getCompileCacheDir();
  return folder === undefined ? null : dirname(folder);
}
