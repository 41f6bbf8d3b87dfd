import { readFileSync } from "node:fs";

/** Milliseconds of CPU that a process has used, all its threads included; 0 if it has ended. */
export function cpuOfProcess(pid: number): number {
  const stat = fileOf(pid, "stat");
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}

export const residentMb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(fileOf(pid, "status"))?.[1] ?? 0) / 1024;

function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "latin1");
  } catch {
    return "";
  }
}
