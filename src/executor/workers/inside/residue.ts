import { getHeapStatistics } from "node:v8";
import { acceptIntrinsics } from "./intrinsics.ts";

/** Requests under way end by themselves; what is counted stays until somebody ends it. */
const passing = /Req|Close|Zlib|Immediate/;

// Bound before a component can replace them; looking anything up in `process` takes a microsecond.
const getActiveResourcesInfo = process.getActiveResourcesInfo.bind(process);
const listenerCount = process.listenerCount.bind(process);
const hasCaptureCallback = process.hasUncaughtExceptionCaptureCallback.bind(process);

const events = ["exit", "beforeExit", "uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection", "warning"];

let resourcesAtMost = 0;
let listenersExpected = 0;
let bytesAtMost = Number.POSITIVE_INFINITY;

/** Beyond so many bytes in use, what a job left in memory would be counted against the next one. */
export function setMemoryShare(bytes: number): void {
  bytesAtMost = bytes;
}

/** What there is once a plugin is loaded counts as the plugin's own; only what its jobs add is left behind by them. */
export function acceptResidue(): void {
  acceptIntrinsics();
  resourcesAtMost = Math.max(resourcesAtMost, resources());
  listenersExpected = listeners();
}

/**
 * Whether a plugin's jobs have left something in this thread that would reach into later ones: timers, sockets, child
 * processes, listeners of the process, memory. Ask when no job runs.
 */
export function leavesSomething(): boolean {
  return (
    resources() > resourcesAtMost || listeners() !== listenersExpected || hasCaptureCallback() || inUse() > bytesAtMost
  );
}

function resources(): number {
  let count = 0;
  for (const name of getActiveResourcesInfo()) if (!passing.test(name)) count += 1;
  return count;
}

function listeners(): number {
  let count = 0;
  for (const name of events) count += listenerCount(name);
  return count;
}

function inUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
