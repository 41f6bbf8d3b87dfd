import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeStore } from "../src/app/open/store.ts";
import { planRunbook } from "../src/app/plan/plan.ts";
import { builtInRegistry } from "../src/app/plugins/registry.ts";
import { executeRecorded } from "../src/app/run/execute.ts";
import { processIo } from "../src/cli/io.ts";
import { safeIo } from "../src/cli/safe-output.ts";
import type { ExecutionStore, RunWriter } from "../src/domain/index.ts";
import { createThreads } from "../src/executor/index.ts";
import { systemClock } from "../src/store/index.ts";

const rounds = 5;

/**
 * Measures the cost of recording in the example: the time inside the record writer's commits, as a share of the run's
 * wall time.
 */
export async function benchRecording(print: (line: string) => void): Promise<void> {
  const shares: number[] = [];
  for (let round = 0; round < rounds; round += 1) shares.push(await measure());
  shares.sort((a, b) => a - b);
  const percent = (value = Number.NaN): string => `${(value * 100).toFixed(2)} %`;
  print(
    `recording takes ${percent(shares[2])} of the example's wall time (${percent(shares[0])} to ${percent(shares.at(-1))})`,
  );
}

async function measure(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  const io = safeIo({ ...processIo(), cwd: dirname(import.meta.dirname) });
  const registry = builtInRegistry();
  const store = await writeStore(io, join(dir, "store"));
  const threads = createThreads({ workers: 2, clock: systemClock });
  let recording = 0;
  const timed = timedExecutions(store.executions, (milliseconds) => {
    recording += milliseconds;
  });
  try {
    const planned = planRunbook(io, "examples/webshop/runbook.yaml", { registry, env: io.env, hmacKey: store.key });
    const start = performance.now();
    await executeRecorded({
      planned,
      store: { ...store, executions: timed },
      registry,
      threads,
      workers: 2,
      weights: null,
      listeners: [],
      onListenerError: () => undefined,
      signal: new AbortController().signal,
      windDown: async () => undefined,
    });
    return recording / (performance.now() - start);
  } finally {
    await threads.close();
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

/** Returns the same store with writers that report the duration of each append. */
function timedExecutions(executions: ExecutionStore, took: (milliseconds: number) => void): ExecutionStore {
  const timed = (writer: RunWriter): RunWriter => ({
    missing: writer.missing,
    run: writer.run,
    head: writer.head,
    close: () => writer.close(),
    append: (frame) => {
      const start = performance.now();
      const done = writer.append(frame);
      took(performance.now() - start);
      return done;
    },
  });
  const createRun = async (at: Date): Promise<RunWriter> => timed(await executions.createRun(at));
  return Object.create(executions, { createRun: { value: createRun } });
}
