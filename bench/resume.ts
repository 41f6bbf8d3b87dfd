import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { createHashedFiles } from "../src/app/plan/file-digests.ts";
import type { PlannedRunbook } from "../src/app/plan/plan.ts";
import { builtInRegistry } from "../src/app/plugins/registry.ts";
import { reuseNewest } from "../src/app/reuse/reuse-newest.ts";
import { resumableRun, resumeFrom } from "../src/app/reuse/reuse-plan.ts";
import { storeDefinition } from "../src/app/run/definition.ts";
import type { RecordStore, SchemaRef } from "../src/domain/index.ts";
import { execute } from "../src/executor/index.ts";
import { Planner } from "../src/planner/index.ts";
import { parseRunbook } from "../src/runbook/index.ts";
import { openRecordStore, systemClock } from "../src/store/index.ts";
import { createInProcessProducer } from "../src/testing/in-process-producer.ts";
import { show } from "./run-program.ts";

const artifacts = 10_001;
const rounds = 5;
const filling = "x".repeat(900);

/**
 * Measures the microseconds for each of 10,001 unchanged artifacts of about 1 KB: planning, and deciding about reuse.
 */
export async function benchResume(print: (line: string) => void): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  const store = await openRecordStore({ dir: join(dir, "store"), mode: "write" });
  try {
    mkdirSync(join(dir, "texts"));
    const text = runbook();
    writeFileSync(join(dir, "runbook.yaml"), text);
    await record(store, (await plan(dir, text, store)).planned);
    const times = { plan: [] as number[], decide: [] as number[], sum: [] as number[], newest: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const { planned, took } = await plan(dir, text, store);
      const decided = await perArtifact(async () => {
        const { reused } = await resumeFrom(store, planned, await resumableRun(store, "latest"));
        if (reused.size !== artifacts) throw new Error(`only ${reused.size} artifacts are reused`);
      });
      times.newest.push(
        await perArtifact(async () => {
          const { decisions } = await reuseNewest(store, planned, null);
          if (decisions.filter(({ kind }) => kind === "waits").length !== artifacts - 1)
            throw new Error("not reusable");
        }),
      );
      times.plan.push(took);
      times.decide.push(decided);
      times.sum.push(took + decided);
    }
    print(`plan ${show(times.plan)} + decide ${show(times.decide)} = ${show(times.sum)} microseconds an artifact`);
    print(`decide with --incremental ${show(times.newest)} microseconds an artifact`);
    print(`the first time, nothing compiled: ${(times.sum[0] ?? 0).toFixed(2)}`);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

/** Returns the microseconds of this thread's CPU time per artifact, which exclude other work on the machine. */
async function perArtifact(work: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / artifacts;
}

/** Makes a runbook with one source and ten thousand artifacts derived from it. */
function runbook(): string {
  const entries = Array.from({ length: artifacts - 1 }, (_, i) => {
    return `  found_${i}:\n    inputs: texts\n    process: { type: personal_data }\n`;
  });
  const source = "  texts:\n    source: { type: filesystem, properties: { path: texts } }\n";
  return `name: Large\ndescription: For measuring\nartifacts:\n${source}${entries.join("")}`;
}

async function plan(dir: string, text: string, store: RecordStore): Promise<{ planned: PlannedRunbook; took: number }> {
  const env = new Map<string, string>();
  const parsed = parseRunbook({ file: "runbook.yaml", bytes: new TextEncoder().encode(text), env });
  if (!parsed.ok) throw new Error("the runbook is not valid");
  const files = createHashedFiles({ cwd: dir }).access;
  const registry = builtInRegistry();
  const planner = new Planner({ registry, files, env, hmacKey: store.key, wctVersion: "0.1.0" });
  const took = await perArtifact(async () => {
    planner.plan(parsed.runbook);
  });
  const made = planner.plan(parsed.runbook);
  if (!made.ok) throw new Error(made.diagnostics.map(({ message }) => message).join("\n"));
  return { planned: { ...made, runbook: parsed.runbook, reused: new Map() }, took };
}

/** Records a run of the plan in which all artifacts are made at the same time. */
async function record(store: RecordStore, planned: PlannedRunbook): Promise<void> {
  const startedAt = new Date();
  const writer = await store.executions.createRun(startedAt);
  const { plan, digest } = await storeDefinition({ planned, store, writer });
  const producer = createInProcessProducer(() => async ({ artifact }) => {
    const schema: SchemaRef = artifact.outputSchema;
    const content = { artifact: artifact.id, filling };
    const object = await store.artifacts.writer().finish(schema, content, { stream: false });
    const { bytes, elements } = object;
    const message = { schema, digest: object.digest, bytes, elements, summary: null, kept: true };
    return { outcome: "produced", message, object, ended: null };
  });
  await execute(plan, {
    producer,
    clock: systemClock,
    writer,
    limits: { maxConcurrency: 10, workers: 2, timeoutMs: null, costLimit: null },
    mode: "run",
    startedAt,
    meta: { uuid: uuidv7(), plan: digest, wct: "0.1.0", components: [], resumedFrom: null, forkedFrom: null },
  });
  await writer.close();
}
