// A program with the components of the load plugin: node bench/program.ts RUNBOOK FOLDER [WORKERS]. Prints one JSON line.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { processIo } from "../src/cli/io.ts";
import { systemClock } from "../src/cli/wiring/clock.ts";
import { executeRecorded } from "../src/cli/wiring/execute.ts";
import { writeOutputs } from "../src/cli/wiring/export-artifacts.ts";
import { chooseExports, makeOutputDir } from "../src/cli/wiring/outputs.ts";
import { planRunbook } from "../src/cli/wiring/plan.ts";
import { writeStore } from "../src/cli/wiring/store.ts";
import builtIn from "../src/components/index.ts";
import type { Digest } from "../src/domain/index.ts";
import { createThreads } from "../src/executor/index.ts";
import { createRegistry } from "../src/registry/index.ts";
import load from "../test/fixtures/plugins/load.ts";

const root = resolve(import.meta.dirname, "..");
const home = (name: string, file: string) => ({
  plugin: name,
  module: pathToFileURL(join(root, file)).href,
  digest: "0".repeat(64) as Digest,
});

/** Milliseconds; `run`: of the run alone, without start-up and planning. */
export interface ProgramReport {
  readonly outcome: string;
  readonly artifacts: number;
  readonly run: number;
  readonly export: number;
  readonly peakRssMb: number;
  /** Of all threads, during the run. */
  readonly cpu: number;
}

async function main(runbook: string, folder: string, workers: number): Promise<ProgramReport> {
  const io = { ...processIo(), cwd: folder };
  const made = createRegistry([
    { definition: { ...builtIn, version: "0.0.0" }, home: home(builtIn.name, "src/components/index.ts") },
    { definition: load, home: home(load.name, "test/fixtures/plugins/load.ts") },
  ]);
  if (!made.ok) throw new Error(made.diagnostics.map(({ message }) => message).join("; "));
  const { registry } = made;
  const threads = createThreads({ workers, clock: systemClock });
  threads.warm();
  const store = await writeStore(io, join(folder, "store"));
  try {
    const planned = planRunbook(io, runbook, { registry, env: io.env, hmacKey: store.key });
    let exporting = 0;
    const start = performance.now();
    const cpuBefore = process.cpuUsage();
    const result = await executeRecorded({
      planned,
      store,
      registry,
      threads,
      workers,
      weights: null,
      listeners: [],
      onListenerError: () => undefined,
      signal: new AbortController().signal,
      windDown: async ({ messages, producer }) => {
        const wanted = planned.plan.artifacts.filter(({ output, id }) => output && messages.has(id));
        const exportable = wanted.map(({ id, outputSchema }) => ({ id, schema: outputSchema }));
        const before = performance.now();
        const dir = join(folder, "outputs");
        makeOutputDir(dir, null);
        await writeOutputs({ producer, chosen: chooseExports(registry, exportable, ["json"]), messages, dir });
        exporting = performance.now() - before;
      },
    });
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      outcome: result.outcome,
      artifacts: planned.plan.artifacts.length,
      run: performance.now() - start,
      export: exporting,
      peakRssMb: peakRss(),
      cpu: (user + system) / 1000,
    };
  } finally {
    await threads.close();
    await store.close();
  }
}

/** MiB, of all threads; where the system keeps it, of the process's whole life. */
function peakRss(): number {
  const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  return match === null ? process.memoryUsage.rss() / 2 ** 20 : Number(match[1]) / 1024;
}

const [runbook = "", folder = "", workers = "2"] = process.argv.slice(2);
console.log(JSON.stringify(await main(runbook, folder, Number(workers))));
