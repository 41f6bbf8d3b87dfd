import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import type { MessageRef } from "../src/domain/index.ts";
import { openRecordStore } from "../src/store/index.ts";

const root = dirname(import.meta.dirname);
/** The built program, made by `npm run build`. The variable selects another build, to compare two. */
const dist = process.env["WCT_BENCH_DIST"] ?? join(root, "dist");
export const programPath = join(dist, "bin.js");
/** Loaded into a process that is measured. */
export const usageModule = join(import.meta.dirname, "usage.cjs");

/** Peak memory of all threads in MiB; CPU time in milliseconds. */
export interface Usage {
  readonly peakRssMb: number;
  readonly cpu: number;
}

/** Measurements of a whole command: milliseconds of the process, including start-up, and its usage. */
export interface ProgramRun extends Usage {
  readonly wall: number;
  /** Milliseconds of the run alone, from its record. */
  readonly run: number;
  /** By artifact: milliseconds of work, and its message. */
  readonly artifacts: ReadonlyMap<string, { readonly took: number; readonly message: MessageRef }>;
}

export interface ProgramOptions {
  readonly workers?: number;
  /** The folder of the run and its output; by default a temporary one. */
  readonly folder?: string;
  /** Called with the output of the program before it is deleted. */
  readonly after?: (folder: string) => void | Promise<void>;
}

/** Runs a runbook in the built program, with the load plugin. Throws if the run does not complete. */
export async function runProgram(runbook: string, options: ProgramOptions = {}): Promise<ProgramRun> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    writeFileSync(join(folder, "runbook.yaml"), runbook);
    const workers = String(options.workers ?? 2);
    const args = ["run", "runbook.yaml", "--quiet", "--output", "out", "--plugin", loadPlugin(), "--workers", workers];
    const used = program(args, folder);
    const run = { ...used, ...(await recordIn(join(folder, ".wct"))) };
    await options.after?.(folder);
    return run;
  } finally {
    if (options.folder === undefined) rmSync(folder, { recursive: true });
  }
}

/** Runs one command of the built program in a folder. Throws if it fails. */
export function program(args: readonly string[], cwd: string): Usage & { readonly wall: number } {
  const usage = join(cwd, "usage.json");
  const node = ["--require", usageModule, programPath];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...node, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, WCT_BENCH_USAGE: usage },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(stderr);
  const used: Usage = JSON.parse(readFileSync(usage, "utf8"));
  return { wall, ...used };
}

/** Bundles the load plugin as an author may publish it: one file with its dependencies, linked to the built program. */
export function loadPlugin(): string {
  const source = readFileSync(join(root, "test/fixtures/plugins/load.ts"), "utf8");
  const contract = pathToFileURL(join(dist, "plugin/index.js")).href;
  const path = join(root, "node_modules/.cache/wct-bench/load.mjs");
  buildSync({
    stdin: { contents: source.replace("../../../src/plugin/index.ts", contract), loader: "ts", resolveDir: root },
    outfile: path,
    bundle: true,
    format: "esm",
    platform: "node",
    external: [contract],
  });
  return path;
}

async function recordIn(dir: string): Promise<Pick<ProgramRun, "run" | "artifacts">> {
  const store = await openRecordStore({ dir, mode: "read" });
  try {
    const [run] = await store.executions.runs();
    if (run?.status !== "completed") throw new Error(`the run is ${run?.status}`);
    const started = new Map<string, number>();
    const artifacts = new Map<string, { took: number; message: MessageRef }>();
    for await (const event of store.executions.events(run.id)) {
      if (event.type === "artifact.started") started.set(event.artifact, event.t);
      if (event.type !== "artifact.attempted" || event.outcome !== "produced") continue;
      const took = (event.ended - (started.get(event.artifact) ?? 0)) / 1e6;
      artifacts.set(event.artifact, { took, message: event.message });
    }
    return { run: run.durationMs ?? 0, artifacts };
  } finally {
    await store.close();
  }
}

export interface BenchArtifact {
  readonly id: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly input?: string;
  readonly output?: boolean;
}

/** Makes a runbook of these artifacts. */
export function runbookOf(artifacts: readonly BenchArtifact[], config: Readonly<Record<string, unknown>> = {}): string {
  const entries = artifacts.map(({ id, type, properties = {}, input, output }) => {
    const component = `{ type: ${type}, properties: ${JSON.stringify(properties)} }`;
    const made = input === undefined ? `source: ${component}` : `inputs: [${input}]\n    process: ${component}`;
    return `  ${id}:\n    ${made}${output === true ? "\n    output: true" : ""}`;
  });
  return `name: Bench\ndescription: For measuring\nconfig: ${JSON.stringify(config)}\nartifacts:\n${entries.join("\n")}\n`;
}

export function show(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const text = (value = Number.NaN): string => value.toFixed(2);
  return `${text(sorted[Math.floor(sorted.length / 2)])} (${text(sorted[0])}-${text(sorted.at(-1))})`;
}
