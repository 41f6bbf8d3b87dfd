import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const rounds = 9;

/** Measures whole commands of the built program (dist/), interleaved with plain Node. Reports medians of the rounds. */
export function benchStartup(print: (line: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    const large = join(dir, "large.yaml");
    writeFileSync(large, largeRunbook(10_000));
    writeFileSync(join(dir, "a.txt"), "text\n");
    const bin = join(root, "bin/wct.js");
    const example = join(root, "examples/webshop/runbook.yaml");
    const commands: Record<string, readonly string[]> = {
      "node -e 0": ["-e", "0"],
      "wct --version": [bin, "--version"],
      "wct __complete": [bin, "__complete", "zsh", "--", "inspect", "--he"],
      "wct validate, the example": [bin, "validate", example],
      "wct validate, 10,000 artifacts": [bin, "validate", large],
    };
    const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, args] of Object.entries(commands)) times.get(name)?.push(timed(args, dir));
    }
    const bare = median(times.get("node -e 0") ?? []);
    for (const [name, all] of times) {
      print(
        `${name.padEnd(32)} ${median(all).toFixed(0).padStart(6)} ms   ${(median(all) / bare).toFixed(2)} x bare node`,
      );
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function timed(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

const median = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

/** Makes a runbook with a thousand sources and nine artifacts derived from each. */
function largeRunbook(count: number): string {
  const entries = Array.from({ length: count }, (_, i) =>
    i % 10 === 0
      ? `  source_${i}:\n    name: Source ${i}\n    description: files\n    source:\n      type: filesystem\n      properties:\n        path: .\n        max_files: 3`
      : `  found_${i}:\n    name: Findings ${i}\n    description: data\n    inputs: [source_${i - (i % 10)}]\n    process:\n      type: personal_data\n      properties:\n        min_score: 0.6`,
  );
  return `name: Large\ndescription: Many artifacts\nartifacts:\n${entries.join("\n")}\n`;
}
