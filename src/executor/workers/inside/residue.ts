import { getHeapStatistics } from "node:v8";
import { acceptIntrinsics, alteredIntrinsic } from "./intrinsics.ts";

/** Requests under way end by themselves; what is counted stays until somebody ends it. */
const passing = /Req|Close|Zlib|Immediate/;

const { getActiveResourcesInfo, eventNames, listenerCount } = {
  getActiveResourcesInfo: process.getActiveResourcesInfo.bind(process),
  eventNames: process.eventNames.bind(process),
  listenerCount: process.listenerCount.bind(process),
};

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
 * processes, listeners of the process, altered functions, memory. Ask when no job runs.
 */
export function isSpent(): boolean {
  return (
    alteredIntrinsic() !== null ||
    resources() > resourcesAtMost ||
    listeners() !== listenersExpected ||
    process.hasUncaughtExceptionCaptureCallback() ||
    inUse() > bytesAtMost
  );
}

function resources(): number {
  let count = 0;
  for (const name of getActiveResourcesInfo()) if (!passing.test(name)) count += 1;
  return count;
}

function listeners(): number {
  let count = 0;
  for (const name of eventNames()) count += listenerCount(name);
  return count;
}

function inUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
