import type { ArtifactId, Digest, RecordStore, RunEvent, RunId } from "../../domain/index.ts";
import {
  type ComponentBinding,
  createRedactor,
  createReplayProducer,
  createWorkerProducer,
  type ExecutionResult,
  execute,
  type RecordedOutcome,
  type ReplayProducerOptions,
  type Threads,
} from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { type Scratch, systemClock } from "../../store/index.ts";
import type { RecordedRun } from "../record/index.ts";
import type { RecordedBindings } from "./bind-recorded.ts";

export interface ReplayExecution extends Pick<ReplayProducerOptions, "made" | "verifies"> {
  readonly store: RecordStore;
  readonly record: RecordedRun;
  readonly registry: Registry;
  readonly bindings: RecordedBindings;
  readonly scratch: Scratch;
  readonly recorded: ReadonlyMap<ArtifactId, RecordedOutcome>;
  /** Artifacts that did not end in the run, and those that were not started. */
  readonly skipped: ReadonlySet<ArtifactId>;
  readonly onEvent: (event: RunEvent) => void;
  readonly threads: Threads;
  readonly workers: number;
  readonly signal: AbortSignal;
}

/** Executes a recorded plan with the producer of a replay. Records nothing. */
export async function executeReplay(execution: ReplayExecution): Promise<ExecutionResult> {
  const { record, recorded, skipped, verifies, made, onEvent, signal } = execution;
  const { plan, run } = record;
  const { workers } = execution;
  return await execute(plan, {
    producer: createReplayProducer({ local: localProducer(execution), recorded, verifies, made }),
    ...{ clock: systemClock, writer: discarding(run.id), startedAt: new Date(run.startedAt) },
    ...{ mode: "run", weights: null, notSelected: skipped, signal },
    listeners: [onEvent],
    limits: { maxConcurrency: plan.config.maxConcurrency, workers, timeoutMs: null, costLimit: null },
    meta: {
      ...{ uuid: run.uuid, plan: plan.runbook.digest, wct: record.state.started?.wct ?? "", components: [] },
      ...{ resumedFrom: null, forkedFrom: null },
    },
  });
}

function localProducer({ store, registry, bindings, scratch, threads }: ReplayExecution) {
  const components: ReadonlyMap<ArtifactId, ComponentBinding> = bindings.components;
  return createWorkerProducer({
    ...{ runner: threads, bindings: components, schemas: registry.schemas, clock: systemClock },
    artifacts: { ...store.artifacts, writer: scratch.writer },
    redactor: createRedactor(bindings.confidential),
    // The messages of exceptions are not compared.
    retainRaw: false,
  });
}

const noHead = "0".repeat(64) as Digest;

/** Nothing of a replay is recorded. */
const discarding = (run: RunId) => ({ run, append: () => undefined, head: () => noHead });
