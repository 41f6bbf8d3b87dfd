// Required by a measured process (node --require): leaves what the process used where WCT_BENCH_USAGE says, as the
// Usage of run-program.ts. Plain JavaScript, because taking types out of it would be part of what is measured.
const { readFileSync, writeFileSync } = require("node:fs");

const path = process.env["WCT_BENCH_USAGE"];
if (path !== undefined) process.on("exit", () => writeFileSync(path, JSON.stringify(usage())));

function usage() {
  const { user, system } = process.cpuUsage();
  return { peakRssMb: peakRss(), cpu: (user + system) / 1000 };
}

function peakRss() {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(match?.[1]) / 1024;
  } catch {
    // Another system than Linux: the same figure in kilobytes.
    return process.resourceUsage().maxRSS / 1024;
  }
}
