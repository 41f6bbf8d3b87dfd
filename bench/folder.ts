import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runbookOf, runProgram } from "./run-program.ts";

const files = Number(process.env["WCT_BENCH_FILES"] ?? 100_000);
const inFolder = 1000;

/**
 * Measures a folder of small files: files a second of the connector `filesystem` in the built program, and of a bare loop
 * over the same files.
 */
export async function benchFolder(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    makeFiles(join(folder, "files"));
    const start = process.cpuUsage();
    const bytes = readBare(join(folder, "files"));
    const { user, system } = process.cpuUsage(start);
    const bare = (user + system) / 1000;
    print(`bare: ${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${rate(bare)} files/s of CPU time`);
    const properties = { path: "files", max_files: files };
    const runbook = runbookOf([{ id: "files", type: "filesystem", properties }]);
    const { cpu, run, peakRssMb } = await runProgram(runbook, { workers: 1, folder });
    print(
      `filesystem: ${rate(run)} files/s, ${rate(cpu)} of CPU time (${(cpu / bare).toFixed(1)} x bare), ${peakRssMb} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rate = (ms: number): string => ((files / ms) * 1000).toFixed(0);

function makeFiles(top: string): void {
  for (let at = 0; at < files; at += 1) {
    const folder = join(top, String(Math.floor(at / inFolder)).padStart(4, "0"));
    if (at % inFolder === 0) mkdirSync(folder, { recursive: true });
    const text = `Ticket ${at}: Ines Muster wrote from ines${at}@muster.de, about order ${at}.\nPlease call back.\n`;
    writeFileSync(join(folder, `${at}.txt`), text);
  }
}

function readBare(top: string): number {
  let bytes = 0;
  for (const entry of readdirSync(top, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += readFileSync(join(entry.parentPath, entry.name), "utf8").length;
  }
  return bytes;
}
