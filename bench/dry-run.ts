import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, show } from "./run-program.ts";
import { sizedRunbook } from "./sized-runbook.ts";

const artifacts = 200;
const rounds = 5;

/**
 * Measures dry runs of 200 artifacts as whole commands of the built program, with and without an earlier run: elapsed
 * time, and CPU time of all threads, in milliseconds.
 */
export function benchDryRun(print: (line: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    for (const folder of ["empty", "small"]) mkdirSync(join(dir, folder));
    writeFileSync(join(dir, "small/a.txt"), "a text\n");
    for (const shape of ["process", "layered", "chain"] as const) {
      writeFileSync(join(dir, `${shape}.yaml`), sizedRunbook(shape, artifacts));
      print(`${shape}: ${measured(dir, [`${shape}.yaml`])}`);
    }
    program(["run", "process.yaml", "--quiet"], dir);
    print(`process, after a run: ${measured(dir, ["process.yaml"])}`);
    print(`process, --incremental: ${measured(dir, ["process.yaml", "--incremental"])}`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function measured(dir: string, args: readonly string[]): string {
  const all = Array.from({ length: rounds }, () => program(["run", ...args, "--dry-run"], dir));
  return `${show(all.map(({ wall }) => wall))} ms, CPU ${show(all.map(({ cpu }) => cpu))} ms`;
}
