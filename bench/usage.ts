// Imported into a measured process (node --import): leaves what the process used where WCT_BENCH_USAGE says.
import { readFileSync, writeFileSync } from "node:fs";

/** Peak memory in MiB, of all threads; CPU in milliseconds. */
export interface Usage {
  readonly peakRssMb: number;
  readonly cpu: number;
}

const path = process.env["WCT_BENCH_USAGE"];
if (path !== undefined) process.on("exit", () => writeFileSync(path, JSON.stringify(usage())));

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { peakRssMb: peakRss(), cpu: (user + system) / 1000 };
}

function peakRss(): number {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(match?.[1]) / 1024;
  } catch {
    // Another system than Linux: the same figure in kilobytes.
    return process.resourceUsage().maxRSS / 1024;
  }
}
