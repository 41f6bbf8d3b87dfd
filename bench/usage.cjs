// Loaded into a measured process (node --require). Writes the usage of the process to the file that WCT_BENCH_USAGE
// names, as the Usage of run-program.ts. It is plain JavaScript, because stripping types would be part of the
// measurement.
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
    // Systems other than Linux report the same figure in kilobytes.
    return process.resourceUsage().maxRSS / 1024;
  }
}
