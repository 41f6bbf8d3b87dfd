import { assertNever, invariant } from "../../diagnostics/index.ts";
import type {
  ArtifactId,
  ArtifactStore,
  Attempt,
  Clock,
  Producer,
  SchemaRef,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import type { BoundConfig } from "../../plugin/index.ts";
import { failedAttempt, toAttempt } from "./attempts.ts";
import { type ExportRequest, exportIn, type WrittenFile } from "./exporting.ts";
import { failureOfAbort } from "./failures.ts";
import { type KnownSchema, schemaOf } from "./known-schema.ts";
import { passThrough } from "./pass-through.ts";
import type { ComponentAddress, InputAddress, PartAddress, ProduceJob, Said, Surroundings } from "./protocol.ts";
import type { Confidential, NamedValue, Redactor } from "./redaction.ts";
import { tenantOf } from "./tenant.ts";
import { createThreads, type Lease, type Threads } from "./threads.ts";

/** What an artifact's component is, where its code is, and its configuration with the values that the host put in. */
export interface ComponentBinding {
  readonly home: { readonly plugin: string; readonly module: string };
  readonly type: string;
  readonly config: BoundConfig;
}

export interface WorkerProducerOptions {
  /** Busy threads at most. */
  readonly workers: number;
  /** Threads that were started earlier, while the plan was made; by default the producer has its own. */
  readonly threads?: Threads;
  /** MiB that a component may use, buffers included; default 1024. */
  readonly memoryLimitMb?: number;
  /** Milliseconds between a cancellation and the end of a thread that does not react; default 5000. */
  readonly graceMs?: number;
  /** Must have a location, so that workers can open it for themselves. */
  readonly artifacts: ArtifactStore;
  /** Of every artifact that has a component. */
  readonly bindings: ReadonlyMap<ArtifactId, ComponentBinding>;
  readonly schemas: ReadonlyMap<SchemaRef, KnownSchema>;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** False under `config.retain: derived`: messages of exceptions are raw and gone with the run. Default true. */
  readonly retainRaw?: boolean;
}

/** A producer that runs components in worker threads; also runs exporters there. */
export interface WorkerProducer extends Producer {
  readonly warm: () => void;
  /** Writes one artifact as a file of mode 0600. Throws WCT_EXPORT_WRITE_FAILED and WCT_PRODUCE_* codes. */
  readonly exportArtifact: (request: ExportRequest) => Promise<WrittenFile>;
  /** Ends all threads, whatever runs in them. */
  readonly close: () => Promise<void>;
}

interface Shop {
  readonly options: WorkerProducerOptions;
  readonly threads: Threads;
  readonly surroundings: Surroundings;
}

let lastId = 0;

/** Makes the producer of one run. Throws WCT_INTERNAL when the store has no location. */
export function createWorkerProducer(options: WorkerProducerOptions): WorkerProducer {
  const { artifacts, bindings, redactor } = options;
  invariant(artifacts.location !== null, "components run in workers, which cannot open a store in memory");
  lastId += 1;
  const confidential: Confidential = {
    secrets: [...redactor.confidential.secrets, ...[...bindings.values()].flatMap(secretsOf)],
    environment: redactor.confidential.environment,
  };
  const threads = options.threads ?? createThreads(options);
  const shop: Shop = { options, threads, surroundings: { id: lastId, location: artifacts.location, confidential } };
  return {
    produce: (task, report) => {
      const { kind } = task.artifact.method;
      return kind === "pass-through" ? passThrough(task, report, artifacts) : produce(shop, task, report);
    },
    warm: threads.warm,
    exportArtifact: (request) =>
      exportIn(request, {
        threads,
        surroundings: shop.surroundings,
        schemaOf: (ref) => schemaOf(options.schemas, ref),
      }),
    close: threads.close,
  };
}

/** The values of a component's own secret() fields. */
function secretsOf({ config }: ComponentBinding): readonly NamedValue[] {
  return [...config.values.values()].flatMap((value) =>
    value.kind === "secret" ? [{ name: value.shown.replace(/^\$\{(.*)\}$/s, "$1"), value: value.value }] : [],
  );
}

async function produce(shop: Shop, task: Task, report: TaskReport): Promise<Attempt> {
  const { options } = shop;
  const job = jobOf(options, task);
  const { component } = job;
  const circumstances = { component, signal: task.signal, clock: options.clock };
  const lease = await leaseFor(shop.threads, task, component);
  if (lease === null) return failedAttempt(failureOfAbort(task.signal));
  const starting = startOnce(report, lease);
  const said = (message: Said) => tell(message, report, starting);
  const outcome = await callWith(lease, shop, { job, task, said });
  starting();
  if (outcome.kind !== "lost" || !outcome.hadNeighbours || task.signal.aborted)
    return toAttempt(outcome, circumstances);
  report.noted("warn", "the thread that it shared with others was lost; it is made again in a thread of its own");
  const own = await busyLease(shop.threads, task, component);
  if (own === null) return failedAttempt(failureOfAbort(task.signal));
  return toAttempt(await callWith(own, shop, { job, task, said }), circumstances);
}

interface Producing {
  readonly job: ProduceJob;
  readonly task: Task;
  readonly said: (message: Said) => void;
}

async function callWith({ thread, release }: Lease, { surroundings }: Shop, { job, task, said }: Producing) {
  try {
    return await thread.call({ work: { handler: "produce", job }, surroundings, signal: task.signal, said });
  } finally {
    release();
  }
}

function leaseFor(threads: Threads, task: Task, component: ComponentAddress): Lease | null | Promise<Lease | null> {
  const { method } = task.artifact;
  const isWaiting = (method.kind === "source" || method.kind === "process") && !method.component.blocking;
  return isWaiting ? threads.share(tenantOf(component)) : busyLease(threads, task, component);
}

function busyLease(threads: Threads, { artifact, signal }: Task, component: ComponentAddress): Promise<Lease | null> {
  return threads.acquire({ holder: artifact.id, tenant: tenantOf(component), signal });
}

/** A thread may die before it says that it started; an attempt always starts before it ends. */
function startOnce(report: TaskReport, { worker, waitedFor }: Lease): () => void {
  let isStarted = false;
  return () => {
    if (isStarted) return;
    isStarted = true;
    if (waitedFor === undefined) report.started(worker);
    else report.started(worker, waitedFor);
  };
}

function tell(said: Said, report: TaskReport, started: () => void): void {
  switch (said.kind) {
    case "started":
      started();
      break;
    case "progress":
      report.progress(said.done, said.total);
      break;
    case "noted":
      report.noted(said.level, said.text);
      break;
    case "cost":
      report.cost(said.amount, said.unit);
      break;
    default:
      assertNever(said);
  }
}

function jobOf(options: WorkerProducerOptions, task: Task): ProduceJob {
  const { artifact } = task;
  const binding = options.bindings.get(artifact.id);
  invariant(binding !== undefined, `artifact "${artifact.id}" has no binding`);
  return {
    component: addressOf(binding, artifact.method.kind === "source" ? "connector" : "processor"),
    config: binding.config,
    inputs: inputsOf(task, (ref) => schemaOf(options.schemas, ref)?.stream ?? null),
    outputSchema: artifact.outputSchema,
    retain: artifact.retain,
    retainRaw: options.retainRaw ?? true,
    startedAt: task.startedAt,
  };
}

function addressOf({ home, type }: ComponentBinding, kind: ComponentAddress["kind"]): ComponentAddress {
  return { kind, type, plugin: home.plugin, module: home.module };
}

/** The groups of the plan with the messages that this run made for them. */
function inputsOf({ artifact, inputs }: Task, streamOfRef: (ref: SchemaRef) => string | null): readonly InputAddress[] {
  if (artifact.method.kind !== "process") return [];
  return artifact.method.groups.map(({ required, artifacts }) => ({
    name: required.slice(0, required.indexOf(":")),
    parts: artifacts.map((id): PartAddress => {
      const input = inputs.find((one) => one.artifact === id);
      invariant(input !== undefined, `input "${id}" of "${artifact.id}" has no message`);
      const { schema, digest, elements } = input.message;
      return { artifact: id, schema, digest, elements, stream: streamOfRef(schema) };
    }),
  }));
}
