import { randomUUID } from "node:crypto";
import type {
  ClaimedJob,
  CoordinatorQueue,
  Digest,
  ExecutionPlan,
  RecordStore,
  RemoteOutcome,
  RunWriter,
  SchemaRef,
  WorkerFacts,
  WorkerQueue,
} from "../../domain/index.ts";
import { createRedactor, type ExecutionResult, execute, loadRemote } from "../../executor/index.ts";
import { systemClock } from "../../store/index.ts";

const schema = "standard_input:1.0.0" as SchemaRef;
const noReport = { thread: 0, ranMs: 1, notes: [], progress: null, costs: [] };

/** A worker without components: the test decides what comes out. */
export class ScriptedWorker {
  readonly facts: WorkerFacts;
  readonly #jobQueue: WorkerQueue;
  readonly #store: RecordStore;

  constructor(jobQueue: WorkerQueue, store: RecordStore, labels: readonly string[] = []) {
    this.#jobQueue = jobQueue;
    this.#store = store;
    this.facts = { id: randomUUID(), host: "elsewhere", process: 1, wct: "0.1.0", node: "v24", labels, slots: 1 };
  }

  register(leaseMs = 60_000): Promise<void> {
    return this.#jobQueue.register({ ...this.facts, leaseMs });
  }

  /** Waits for jobs. */
  async take(most = 1): Promise<readonly ClaimedJob[]> {
    for (;;) {
      const jobs = await this.#jobQueue.take(this.facts, most);
      if (jobs.length > 0) return jobs;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Stores an output, and says so; `change` forges the outcome. */
  async produce(job: ClaimedJob, text: string, change: (outcome: RemoteOutcome) => unknown = (same) => same) {
    const writer = this.#store.artifacts.writer();
    writer.write([{ text }]);
    const staged = await writer.finish(schema, {}, { stream: true });
    const { digest, bytes, elements } = staged;
    const data = staged.kind === "inline" ? staged.data : new Uint8Array();
    const outcome: RemoteOutcome = {
      outcome: "produced",
      message: { schema, digest, bytes, elements, summary: null, kept: true },
      object: { digest, bytes, elements, storedBytes: data.length },
      report: noReport,
    };
    await this.#jobQueue.complete([
      { id: job.id, claim: job.claim, outcome: change(outcome) as RemoteOutcome, inline: [{ digest, data }] },
    ]);
  }
}

export interface RemoteTestRun {
  readonly writer: RunWriter;
  readonly result: Promise<ExecutionResult>;
  readonly said: readonly string[];
}

/** Executes a plan whose artifacts are all made remotely. */
export async function startRemoteRun(
  store: RecordStore,
  jobQueue: CoordinatorQueue,
  plan: ExecutionPlan,
  options: { readonly labels?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<RemoteTestRun> {
  const { RemoteProducer, consumingWriter } = await loadRemote();
  const startedAt = new Date();
  const writer = await store.executions.createRun(startedAt);
  const said: string[] = [];
  const planDigest = "0".repeat(64) as Digest;
  await jobQueue.mark(writer.run, { mode: "all", plan: planDigest });
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const producer = new RemoteProducer({
    ...{ jobQueue, run: writer.run, writer: writer.id ?? "", plan, planDigest, wct: "0.1.0", weights: null },
    ...{ labelsOf: () => options.labels ?? [], files: null, clock: systemClock },
    redactor: createRedactor({ secrets: [], environment: [] }),
    say: (line) => void said.push(line),
    onBroken: (error) => broken.reject(error),
  });
  await producer.start();
  const executed = execute(plan, {
    ...{ producer, clock: systemClock, writer: consumingWriter(writer, producer), mode: "run", startedAt },
    limits: { maxConcurrency: 10, workers: 1, timeoutMs: null, costLimit: null },
    meta: {
      ...{ uuid: randomUUID(), plan: planDigest, wct: "0.1.0", components: [] },
      ...{ resumedFrom: null, forkedFrom: null },
    },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const result = Promise.race([executed, broken.promise]).finally(async () => {
    await producer.close();
    await writer.close();
  });
  return { writer, result, said };
}
