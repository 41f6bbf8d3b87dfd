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
import type { ComponentAddress, InputAddress, PartAddress, ProduceJob, Surroundings } from "./protocol.ts";
import type { Confidential, NamedValue, Redactor } from "./redaction.ts";
import type { Ended, ThreadJob } from "./thread-job.ts";
import { createThreads, type Threads } from "./threads.ts";

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

async function produce({ options, threads, surroundings }: Shop, task: Task, report: TaskReport): Promise<Attempt> {
  const { artifact, signal } = task;
  const job = jobOf(options, task);
  const { component } = job;
  const threadJob: ThreadJob = {
    holder: artifact.id,
    work: { handler: "produce", job },
    surroundings,
    signal,
    said: (said) => tell(said, report),
    begun: beginOnce(report),
  };
  let ended = isWaiting(task) ? await threads.share(threadJob) : await threads.run(threadJob);
  if (isToRepeat(ended) && !signal.aborted) {
    report.noted("warn", "the thread that it shared with others was lost; it is made again in a thread of its own");
    ended = await threads.run(threadJob);
  }
  if (ended === null) return failedAttempt(failureOfAbort(signal));
  return toAttempt(ended, { component, signal, clock: options.clock });
}

function isWaiting({ artifact: { method } }: Task): boolean {
  return (method.kind === "source" || method.kind === "process") && !method.component.blocking;
}

/** It may have been another's fault that the thread was lost. */
function isToRepeat(outcome: Ended | null): boolean {
  return outcome?.kind === "lost" && outcome.hadNeighbours;
}

/** A job that is done twice begins once. */
function beginOnce(report: TaskReport): ThreadJob["begun"] {
  let hasBegun = false;
  return (worker, waitedFor) => {
    if (hasBegun) return;
    hasBegun = true;
    if (waitedFor === undefined) report.started(worker);
    else report.started(worker, waitedFor);
  };
}

function tell(said: Parameters<ThreadJob["said"]>[0], report: TaskReport): void {
  switch (said.kind) {
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
