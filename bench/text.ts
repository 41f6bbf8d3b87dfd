import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, runbookOf, runProgram } from "./run-program.ts";
import { writeCorpus } from "./text-corpus.ts";

/** `WCT_BENCH_TEXT_MB`: size of the corpus. The promised figures apply to 2,000. */
const size = Number(process.env["WCT_BENCH_TEXT_MB"] ?? 2000) * 1e6;

/** Measures text through the filesystem connector and the analyser of personal data. */
export async function benchText(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    writeCorpus(join(folder, "corpus"), size);
    const runbook = runbookOf([
      { id: "texts", type: "filesystem", properties: { path: "./corpus", max_files: 100_000 } },
      { id: "found", type: "personal_data", input: "texts", output: true },
    ]);
    // Per core, including start-up, planning and the overhead of threads.
    const run = await runProgram(runbook, { folder });
    const idle = program(["--version"], folder);
    const rate = (milliseconds: number): string => (size / 1000 / milliseconds).toFixed(1);
    print(
      `${size / 1e6} MB of text: ${rate(run.wall)} MB/s, ${rate(run.cpu)} MB/s a core of CPU, peak RSS ${run.peakRssMb.toFixed(0)} MB (bare program ${idle.peakRssMb.toFixed(0)} MB)`,
    );
    for (const [id, { took, message }] of run.artifacts) {
      print(`  ${id.padEnd(6)} ${message.elements ?? 0} elements in ${(took / 1000).toFixed(1)} s, ${rate(took)} MB/s`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
