import { availableParallelism } from "node:os";
import { v7 as uuidv7 } from "uuid";
import {
  type ArtifactId,
  type Digest,
  type ExecutionPlan,
  type Gate,
  openGate,
  type RunEvent,
  type RunId,
  type RunMode,
  type RunWriter,
} from "../../domain/index.ts";
import {
  createWorkerProducer,
  DAGExecutor,
  type ExecuteOptions,
  type ExecutionResult,
  type Reuse,
  type SessionFact,
  type Threads,
  type WindDown,
  type WorkerProducer,
} from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "../../store/index.ts";
import { packageVersion } from "../host/index.ts";
import type { OpenStore } from "../open/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import type { RemoteChoice } from "../remote/index.ts";
import { type ReusePlan, reuseNothing, withoutLostContent } from "../reuse/index.ts";
import { redactorOf, storeDefinition } from "./definition.ts";
import type { RunScope } from "./scope.ts";

export interface RunRequest {
  readonly planned: PlannedRunbook;
  readonly store: OpenStore;
  readonly registry: Registry;
  readonly threads: Threads;
  readonly workers: number;
  /** Durations in earlier runs of the same runbook, in milliseconds; null if there are none. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly listeners: readonly ((event: RunEvent) => void)[];
  readonly onListenerError: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** What set the timeout, if not the runbook. */
  readonly timeoutFrom?: string | undefined;
  /** What is reused from earlier runs; nothing by default. */
  readonly reusePlan?: ReusePlan;
  /** The artifacts that the run is limited to; all by default. */
  readonly scope?: RunScope | null;
  /** The recorded mode; `run` by default. */
  readonly mode?: RunMode;
  /** Open by default. */
  readonly gate?: Gate;
  /** The run that this one continues; by default, the run that its reuse forks, or none. */
  readonly forkedFrom?: RunId | null;
  /** Called once, before the run starts. */
  readonly onControls?: (controls: ProducerControls) => void;
  /** Called for each artifact that was to be reused and whose content was removed in the meantime. */
  readonly onLost?: (artifact: ArtifactId) => void;
  /** See {@link runbookIdentity}. */
  readonly identity?: Digest | undefined;
  /** The expression that selected artifacts, as the user wrote it. */
  readonly selection?: string | undefined;
  /** Which artifacts workers make; none by default. */
  readonly remote?: RemoteChoice | undefined;
  /** Writes the outputs, once all artifacts have ended. */
  readonly windDown: (context: WindDown & { readonly producer: WorkerProducer; readonly run: string }) => Promise<void>;
}

/** What a debug session does to its run. */
export interface ProducerControls {
  /** Adds a fact to the record. */
  readonly record: (fact: SessionFact) => void;
  readonly rebind: WorkerProducer["rebind"];
}

/** Returns the number of busy threads: the option, the runbook's, else the machine's parallelism. */
export const workersOf = ({ limits }: PlannedRunbook, option: number | undefined): number =>
  option ?? limits.workers ?? availableParallelism();

/** Executes a plan with real components, and records everything. The caller closes the threads and the store. */
export async function executeRecorded(request: RunRequest): Promise<ExecutionResult> {
  const { store, workers, onLost, mode = "run", gate = openGate } = request;
  const startedAt = systemClock.now();
  const writer = await store.executions.createRun(startedAt);
  try {
    const { plan, digest } = await storeDefinition({ ...request, writer });
    const { maxConcurrency, timeoutMs, costLimit } = request.planned.limits;
    const producer = workerProducer(request);
    const broken = new AbortController();
    const signal = AbortSignal.any([request.signal, broken.signal]);
    await using made = await makerOf(request, { writer, producer, plan, digest, broken });
    const reusePlan = await withoutLostContent(request.reusePlan ?? reuseNothing, {
      missing: writer.missing,
      onLost: onLost ?? (() => undefined),
    });
    const executor = new DAGExecutor(plan, {
      producer: made.producer,
      clock: systemClock,
      writer: made.writer,
      listeners: request.listeners,
      onListenerError: request.onListenerError,
      limits: { maxConcurrency, workers, timeoutMs, costLimit, timeoutFrom: request.timeoutFrom },
      weights: request.weights,
      mode,
      gate,
      startedAt,
      meta: { plan: digest, ...metaOf(plan, reusePlan, request.forkedFrom), ...namesOf(request) },
      ...scoped(plan, new Map([...request.planned.reused, ...reusePlan.reused]), request.scope),
      reuse: reusePlan.reuse,
      signal,
      windDown: (context) => request.windDown({ ...context, producer, run: writer.run }),
    });
    request.onControls?.({ record: (fact) => executor.record(fact), rebind: producer.rebind });
    const result = await executor.execute();
    await made.finish();
    return result;
  } finally {
    await writer.close();
  }
}

interface Making {
  readonly writer: RunWriter;
  readonly producer: WorkerProducer;
  readonly plan: ExecutionPlan;
  readonly digest: Digest;
  /** Aborted, with the error, if the queue of jobs fails. */
  readonly broken: AbortController;
}

type Maker = AsyncDisposable & Pick<ExecuteOptions, "producer" | "writer"> & { readonly finish: () => Promise<void> };

const nothing = async (): Promise<void> => undefined;

/** Returns what makes and records the artifacts: threads, or workers too. */
async function makerOf(request: RunRequest, { writer, producer, plan, digest, broken }: Making): Promise<Maker> {
  const { remote, store, registry, weights, planned } = request;
  if (remote === undefined) return { producer, writer, finish: nothing, [Symbol.asyncDispose]: nothing };
  const { openRemoteRun } = await import("../remote/index.ts");
  return await openRemoteRun({
    ...{ ...remote, store, registry, writer, plan, planDigest: digest, weights, local: producer },
    bindings: planned.bindings.components,
    redactor: redactorOf(planned),
    onBroken: (error) => broken.abort(error),
  });
}

/** Returns what is reused within a scope; what is neither that nor selected is skipped. */
function scoped(
  { artifacts }: ExecutionPlan,
  all: ReadonlyMap<ArtifactId, Reuse>,
  scope: RunScope | null | undefined,
): Pick<ExecuteOptions, "reused" | "notSelected"> {
  if (scope === null || scope === undefined) return { reused: all };
  const { selected, taken } = scope;
  const reused = new Map([...all].filter(([id]) => selected.has(id) || taken.has(id)));
  const notSelected = artifacts.map(({ id }) => id).filter((id) => !selected.has(id) && !reused.has(id));
  return { reused, notSelected: new Set(notSelected) };
}

function metaOf(
  plan: ExecutionPlan,
  { resumedFrom, forkedFrom }: Pick<ReusePlan, "resumedFrom" | "forkedFrom">,
  continued: RunId | null | undefined,
) {
  const components = componentsOf(plan);
  return { uuid: uuidv7(), wct: packageVersion(), components, resumedFrom, forkedFrom: continued ?? forkedFrom };
}

function namesOf({ identity, selection, planned }: RunRequest) {
  return { identity, selection: selection === undefined ? undefined : redactorOf(planned).text(selection) };
}

/** Makes the producer of a run, which also asks connectors for the states of their sources. */
export function workerProducer({
  planned,
  store,
  registry,
  threads,
}: Pick<RunRequest, "store" | "registry" | "threads"> & {
  readonly planned: Pick<PlannedRunbook, "plan" | "bindings" | "children">;
}): WorkerProducer {
  const { bindings, plan } = planned;
  return createWorkerProducer({
    runner: threads,
    artifacts: store.artifacts,
    bindings: bindings.components,
    schemas: registry.schemas,
    redactor: redactorOf(planned),
    clock: systemClock,
    // The message of an exception may contain raw content of any artifact.
    retainRaw: plan.config.retain === "all" && planned.children.every(({ config }) => config.retain === "all"),
    sourceStateKey: store.key,
    connectors: registry.connectors,
  });
}

/** Returns the versions of the components that a plan uses. */
export function componentsOf(plan: ExecutionPlan) {
  const used = plan.artifacts.flatMap(({ method }) =>
    "component" in method
      ? [{ kind: method.component.kind, type: method.component.type, version: method.component.version }]
      : [],
  );
  return [...new Map(used.map((one) => [`${one.kind} ${one.type}`, one])).values()];
}
