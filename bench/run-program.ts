import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProgramReport } from "./program.ts";

export interface ProgramRun extends ProgramReport {
  /** Milliseconds of the whole process, start-up included. */
  readonly wall: number;
}

export interface ProgramOptions {
  readonly workers?: number;
  /** Looks at what the program left behind, before it is removed. */
  readonly after?: (folder: string) => void;
}

/** Runs a runbook in a process of its own and a folder of its own. Throws when the run does not complete. */
export function runProgram(runbook: string, { workers = 2, after }: ProgramOptions = {}): ProgramRun {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    writeFileSync(join(folder, "runbook.yaml"), runbook);
    const program = join(import.meta.dirname, "program.ts");
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "runbook.yaml", folder, String(workers)], {
      encoding: "utf8",
    });
    const wall = performance.now() - start;
    if (status !== 0) throw new Error(stderr);
    const report: ProgramReport = JSON.parse(stdout);
    if (report.outcome !== "completed") throw new Error(`the run is ${report.outcome}`);
    after?.(folder);
    return { ...report, wall };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface BenchArtifact {
  readonly id: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly input?: string;
  readonly output?: boolean;
}

/** A runbook of these artifacts. */
export function runbookOf(artifacts: readonly BenchArtifact[], config: Readonly<Record<string, unknown>> = {}): string {
  const entries = artifacts.map(({ id, type, properties = {}, input, output }) => {
    const component = `{ type: ${type}, properties: ${JSON.stringify(properties)} }`;
    const made = input === undefined ? `source: ${component}` : `inputs: [${input}]\n    process: ${component}`;
    return `  ${id}:\n    ${made}${output === true ? "\n    output: true" : ""}`;
  });
  return `name: Bench\ndescription: For measuring\nconfig: ${JSON.stringify(config)}\nartifacts:\n${entries.join("\n")}\n`;
}
