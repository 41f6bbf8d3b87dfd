import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, runbookOf, runProgram, show } from "./run-program.ts";
import { writeCorpus } from "./text-corpus.ts";

/** `WCT_BENCH_REPLAY_MB`: size of the corpus. */
const size = Number(process.env["WCT_BENCH_REPLAY_MB"] ?? 100) * 1e6;
const rounds = 3;
const processors = ["personal_data", "data_subject", "processing_purpose"];

/**
 * Measures `wct replay --verify` as a whole command against the time that the processors worked in the recorded run,
 * both with one worker, so that neither time contains that of other artifacts.
 */
export async function benchReplayVerify(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    writeCorpus(join(folder, "corpus"), size);
    const runbook = runbookOf([
      { id: "texts", type: "filesystem", properties: { path: "./corpus", max_files: 100_000 } },
      ...processors.map((type) => ({ id: type, type, input: "texts" })),
    ]);
    const wall: number[] = [];
    const cpu: number[] = [];
    const rss: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const recorded = await runProgram(runbook, { folder, workers: 1 });
      const worked = processors.reduce((sum, id) => sum + (recorded.artifacts.get(id)?.took ?? 0), 0);
      const replayed = program(["replay", "latest", "--verify", "--workers", "1", "--quiet"], folder);
      wall.push(replayed.wall / worked);
      cpu.push(replayed.cpu / worked);
      rss.push(replayed.peakRssMb);
    }
    const what = `${processors.length} processors over ${size / 1e6} MB of text`;
    print(`${what}: ${show(wall)} x their recorded time, CPU ${show(cpu)} x, peak RSS ${show(rss)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
