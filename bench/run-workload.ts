import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LiveSession } from "../src/debug/index.ts";
import type { Attempt, Clock, Digest, ExecutionPlan, MessageRef, RunWriter, SchemaRef } from "../src/domain/index.ts";
import { DAGExecutor } from "../src/executor/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { createDiscardingWriter } from "../src/testing/discarding-writer.ts";
import { createInProcessProducer } from "../src/testing/in-process-producer.ts";
import { sampleMeta } from "../src/testing/runs/virtual-run.ts";
import { samplePlan, sampleRun } from "../src/testing/sample-plan.ts";
import type { Workload } from "./workloads.ts";

export interface Measurement {
  readonly milliseconds: number;
  readonly artifacts: number;
}

export interface Setting {
  readonly slots: number;
  readonly weights?: Readonly<Record<string, number>>;
  /** Makes the debug session of a run, and moves it while the run goes on. */
  readonly debug?: {
    readonly session: (plan: ExecutionPlan) => LiveSession;
    readonly drive: (session: LiveSession) => Promise<void>;
  };
}

const clock: Clock = {
  now: () => new Date(),
  monotonic: () => Math.round(performance.now() * 1e6),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Runs a workload and discards its record. */
export async function runInMemory(workload: Workload, setting: Setting): Promise<Measurement> {
  const message = emptyMessage(0);
  const plan = samplePlan(workload.inputs);
  return await measure(plan, workload, {
    ...setting,
    writer: createDiscardingWriter(sampleRun),
    makes: () => produced(message),
  });
}

/** Runs a workload. Every artifact's object of about 1 KB and every event is stored in a SQLite store. */
export async function runDurably(workload: Workload, setting: Setting): Promise<Measurement> {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    const store = await openRecordStore({ dir: join(dir, "store"), mode: "write" });
    const writer = await store.executions.createRun(new Date());
    const measured = await measure(samplePlan(workload.inputs), workload, { ...setting, writer, makes: kilobyte });
    await writer.close();
    await store.close();
    return measured;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

interface Run extends Setting {
  readonly writer: RunWriter;
  readonly makes: (index: number) => Attempt;
}

async function measure(plan: ExecutionPlan, workload: Workload, run: Run): Promise<Measurement> {
  const { sleeps } = workload;
  const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const producer = createInProcessProducer((artifact) => {
    const index = Number(artifact.slice(1));
    if (sleeps === null) return () => run.makes(index);
    return async () => {
      await sleep(sleeps[index]!);
      return run.makes(index);
    };
  });
  const session = run.debug?.session(plan);
  const begin = performance.now();
  const executor = new DAGExecutor(plan, {
    ...(session === undefined ? {} : { gate: session.gate, listeners: [(event) => session.follow(event)] }),
    producer,
    clock,
    writer: run.writer,
    limits: { maxConcurrency: run.slots, workers: run.slots, timeoutMs: null, costLimit: null },
    weights: run.weights ?? null,
    mode: "run",
    startedAt: new Date(),
    meta: sampleMeta(plan.runbook.digest),
  });
  session?.control({ record: (fact) => executor.record(fact), cancel: () => undefined });
  const executed = executor.execute();
  if (session !== undefined) await run.debug?.drive(session);
  const result = await executed;
  const milliseconds = performance.now() - begin;
  if (result.counts.completed !== plan.artifacts.length) throw new Error("not every artifact completed");
  return { milliseconds, artifacts: plan.artifacts.length };
}

function emptyMessage(number: number): MessageRef {
  const digest = number.toString(16).padStart(64, "0") as Digest;
  return { schema: "standard_input:1.0.0" as SchemaRef, digest, bytes: 0, elements: 0, summary: null, kept: true };
}

function produced(message: MessageRef): Attempt {
  return { outcome: "produced", message, object: null, ended: null };
}

const filling = "x".repeat(960);

function kilobyte(index: number): Attempt {
  const data = Buffer.from(JSON.stringify({ id: `row-${index}`, content: filling }));
  const digest = createHash("sha256").update(data).digest("hex") as Digest;
  const size = { bytes: data.length, elements: 1 };
  return {
    outcome: "produced",
    message: { ...emptyMessage(0), ...size, digest },
    object: { kind: "inline", digest, data, ...size },
    ended: null,
  };
}
