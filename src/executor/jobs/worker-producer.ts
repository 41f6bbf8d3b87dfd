import type {
  ArtifactId,
  ArtifactStore,
  Attempt,
  Clock,
  NamedValue,
  Producer,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import { type ExportRequest, exportIn, type WrittenFile } from "./exporting.ts";
import { failedAttempt, failureOfAbort, failureOfLoss } from "./failures.ts";
import { forwardReports } from "./forward-reports.ts";
import { inputAnswers } from "./input-answers.ts";
import type { Job, JobRunner, Lost } from "./job.ts";
import { passThrough } from "./pass-through.ts";
import { scopeOf } from "./plugin-scope.ts";
import { type ComponentBinding, type ProduceJobSource, produceJobOf, schemaOf } from "./produce-job.ts";
import type { ProduceJob, RunContext } from "./protocol.ts";
import { type Confidential, createRedactor, type Redactor } from "./redaction.ts";
import { askSourceState, type ConnectorDefinitions, type SourceAnswer, type SourceQuestion } from "./source-state.ts";
import { Storing } from "./storing.ts";

export interface WorkerProducerOptions extends ProduceJobSource {
  /** Runs the jobs. Its creator closes it. */
  readonly runner: JobRunner;
  /** If it has no location, workers ask this thread for their inputs. */
  readonly artifacts: ArtifactStore;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /**
   * False under `config.retain: derived`: messages of exceptions are raw content and are not kept after the run.
   * Default true.
   */
  readonly retainRaw?: boolean;
  /** The store's key for the states of sources. By default, no state is recorded and none can be compared. */
  readonly sourceStateKey?: Uint8Array | undefined;
  /** Connectors, of which built-in ones are asked for the states of their sources without a worker; by default none. */
  readonly connectors?: ConnectorDefinitions;
}

/** Runs components in workers, and exporters too. */
export interface WorkerProducer extends Producer {
  /** Writes one artifact as a file of mode 0600. Throws WCT_EXPORT_WRITE_FAILED and WCT_PRODUCE_* codes. */
  readonly exportArtifact: (request: ExportRequest) => Promise<WrittenFile>;
  /** Asks the connector of a source for the present state of its source. */
  readonly askSourceState: (question: SourceQuestion) => Promise<SourceAnswer>;
  /** Gives an artifact another configuration, from its next attempt on. */
  readonly rebind: (change: Rebinding) => void;
}

/** The changed binding of an artifact, and a redactor for the values that it and all others keep secret. */
export interface Rebinding {
  readonly artifact: ArtifactId;
  readonly binding: ComponentBinding;
  readonly redactor: Redactor;
}

interface ProducerContext {
  readonly options: WorkerProducerOptions;
  readonly runContext: RunContext;
  /** Redacts all confidential values. */
  readonly redactor: Redactor;
}

let lastId = 0;

/** Makes the producer of one run. */
export function createWorkerProducer(options: WorkerProducerOptions): WorkerProducer {
  const { artifacts } = options;
  let context = contextOf(options);
  return {
    produce: (task, report) => {
      const { kind } = task.artifact.method;
      return kind === "pass-through" ? passThrough(task, report, artifacts) : produce(context, task, report);
    },
    exportArtifact: (request) =>
      exportIn(request, {
        runner: options.runner,
        runContext: context.runContext,
        artifacts,
        schemaOf: (ref) => schemaOf(options.schemas, ref),
      }),
    askSourceState: async (question) => {
      const { runner, bindings, schemas, sourceStateKey: key } = context.options;
      if (key === undefined) return null;
      const { runContext, redactor } = context;
      const { connectors = new Map() } = context.options;
      return await askSourceState(question, { runner, bindings, schemas, connectors, key, runContext, redactor });
    },
    rebind: ({ artifact, binding, redactor }) => {
      const bindings = new Map(context.options.bindings).set(artifact, binding);
      context = contextOf({ ...context.options, bindings, redactor });
    },
  };
}

/** A context has an id of its own, because workers keep the values that a context keeps secret. */
function contextOf(options: WorkerProducerOptions): ProducerContext {
  const { artifacts, bindings, redactor } = options;
  lastId += 1;
  const confidential: Confidential = {
    secrets: [...redactor.confidential.secrets, ...[...bindings.values()].flatMap(secretsOf)],
    environment: redactor.confidential.environment,
  };
  return {
    options,
    runContext: { id: lastId, location: artifacts.location, confidential },
    redactor: createRedactor(confidential),
  };
}

/** Returns the values of a component's own secret() fields. */
function secretsOf({ config }: ComponentBinding): readonly NamedValue[] {
  return [...config.values.values()].flatMap((value) =>
    value.kind === "secret" ? [{ name: value.shown.replace(/^\$\{(.*)\}$/s, "$1"), value: value.value }] : [],
  );
}

async function produce(context: ProducerContext, task: Task, report: TaskReport): Promise<Attempt> {
  const { signal } = task;
  const { runner } = context.options;
  const work = { handler: "produce", job: produceJobOf(context.options, task) } as const;
  const begun = beginOnce(report);
  const attempt = (run: JobRunner["run"]): Promise<Attempt | Lost> =>
    attemptIn(context, { task, report, work, begun: (...args) => begun(...args), run });
  let made = await attempt(isWaiting(task) ? runner.share : runner.run);
  if ("kind" in made && made.hadNeighbours && !signal.aborted) {
    report.noted("warn", isWaiting(task) ? sharedThreadLost : perhapsNotItsMemory);
    made = await attempt(runner.run);
  }
  if (!("kind" in made)) return made;
  return failedAttempt(signal.aborted ? failureOfAbort(signal) : failureOfLoss(made.how, work.job.component));
}

const sharedThreadLost = "the thread that it shared with others was lost; it is made again in its own thread";
const perhapsNotItsMemory =
  "its thread was ended because the process used too much memory, possibly of another artifact; it is made again";

interface Attempting {
  readonly task: Task;
  readonly report: TaskReport;
  readonly work: { readonly handler: "produce"; readonly job: ProduceJob };
  readonly begun: Job["begun"];
  readonly run: JobRunner["run"];
}

async function attemptIn(
  context: ProducerContext,
  { task, report, work, begun, run }: Attempting,
): Promise<Attempt | Lost> {
  const { artifact, signal, inputs } = task;
  const { options, runContext, redactor } = context;
  const { component } = work.job;
  const storing = new Storing({
    component,
    artifacts: options.artifacts,
    redactor,
    schema: artifact.outputSchema,
    hasStream: artifact.outputStream !== null,
    isKept: artifact.retain,
    isMessageKept: artifact.retain && (options.retainRaw ?? true),
    clock: options.clock,
    sourceStateKey: options.sourceStateKey,
    startedAt: task.startedAt,
  });
  const tell = forwardReports(report, scopeOf(component) === null ? null : redactor);
  const answer = inputAnswers(options.artifacts, new Set(inputs.map(({ message }) => message.digest)));
  const ended = await run({
    holder: artifact.id,
    work,
    runContext,
    signal,
    said: tell,
    take: storing.take,
    answer,
    begun: (worker, waitedFor) => {
      storing.begin();
      begun(worker, waitedFor);
    },
  });
  return await storing.end(ended, signal);
}

function isWaiting({ artifact: { method } }: Task): boolean {
  return (method.kind === "source" || method.kind === "process") && !method.component.blocking;
}

/** Reports only the first begin of a job, because a lost job may be repeated. */
function beginOnce(report: TaskReport): Job["begun"] {
  let hasBegun = false;
  return (worker, waitedFor) => {
    if (hasBegun) return;
    hasBegun = true;
    if (waitedFor === undefined) report.started(worker);
    else report.started(worker, waitedFor);
  };
}
