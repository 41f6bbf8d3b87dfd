import { availableParallelism } from "node:os";
import { v7 as uuidv7 } from "uuid";
import type { ArtifactId, ExecutionPlan, RunEvent } from "../../domain/index.ts";
import {
  createWorkerProducer,
  DAGExecutor,
  type ExecutionResult,
  type Threads,
  type WindDown,
  type WorkerProducer,
} from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "./clock.ts";
import { redactorOf, storeDefinition } from "./definition.ts";
import type { PlannedRunbook } from "./plan.ts";
import { stillHeld } from "./still-held.ts";
import type { OpenStore } from "./store.ts";
import { freshStart, type Takeover } from "./takeover.ts";
import { packageVersion } from "./version.ts";

export interface RunRequest {
  readonly planned: PlannedRunbook;
  readonly store: OpenStore;
  readonly registry: Registry;
  readonly threads: Threads;
  readonly workers: number;
  /** Of earlier runs of the same runbook, in milliseconds; null when there are none. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly listeners: readonly ((event: RunEvent) => void)[];
  readonly onListenerError: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** What earlier runs give; nothing by default. */
  readonly takeover?: Takeover;
  /** Told of each artifact that was to be taken over and whose content was removed meanwhile. */
  readonly onLost?: (artifact: ArtifactId) => void;
  /** Writes the outputs, once all artifacts have ended. */
  readonly windDown: (context: WindDown & { readonly producer: WorkerProducer; readonly run: string }) => Promise<void>;
}

/** How many busy threads: the option, the runbook's, else the machine's parallelism. */
export const workersOf = (plan: ExecutionPlan, option: number | undefined): number =>
  option ?? plan.config.workers ?? availableParallelism();

/** Executes a plan with real components, recording everything. The caller closes the threads and the store. */
export async function executeRecorded(request: RunRequest): Promise<ExecutionResult> {
  const { store, workers, onLost } = request;
  const startedAt = systemClock.now();
  const writer = await store.executions.createRun(startedAt);
  try {
    const { plan, digest } = await storeDefinition({ ...request, writer });
    const { maxConcurrency, timeoutMs, costLimit } = plan.config;
    const producer = workerProducer(request);
    const takeover = stillHeld(request.takeover ?? freshStart, {
      missing: writer.missing,
      onLost: onLost ?? (() => undefined),
    });
    return await new DAGExecutor(plan, {
      producer,
      clock: systemClock,
      writer,
      listeners: request.listeners,
      onListenerError: request.onListenerError,
      limits: { maxConcurrency, workers, timeoutMs, costLimit },
      weights: request.weights,
      mode: "run",
      startedAt,
      meta: {
        uuid: uuidv7(),
        plan: digest,
        wct: packageVersion(),
        components: componentsOf(plan),
        resumedFrom: takeover.resumedFrom,
        forkedFrom: null,
      },
      reused: new Map([...request.planned.reused, ...takeover.reused]),
      reuse: takeover.reuse,
      signal: request.signal,
      windDown: (context) => request.windDown({ ...context, producer, run: writer.run }),
    }).execute();
  } finally {
    await writer.close();
  }
}

function workerProducer({ planned, store, registry, threads, workers }: RunRequest): WorkerProducer {
  const { bindings, plan } = planned;
  return createWorkerProducer({
    threads,
    workers,
    artifacts: store.artifacts,
    bindings: bindings.components,
    schemas: registry.schemas,
    redactor: redactorOf(planned),
    clock: systemClock,
    retainRaw: plan.config.retain === "all",
  });
}

function componentsOf(plan: ExecutionPlan) {
  const used = plan.artifacts.flatMap(({ method }) =>
    "component" in method
      ? [{ kind: method.component.kind, type: method.component.type, version: method.component.version }]
      : [],
  );
  return [...new Map(used.map((one) => [`${one.kind} ${one.type}`, one])).values()];
}
