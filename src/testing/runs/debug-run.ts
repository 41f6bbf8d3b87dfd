import {
  Breakpoints,
  type ChangeMaker,
  LiveSession,
  type LiveSessionOptions,
  type PointExpressions,
} from "../../debug/index.ts";
import type { Attempt, ExecutionPlan, MessageRef, RunEvent, StagedObject } from "../../domain/index.ts";
import { DAGExecutor, type ExecutionResult } from "../../executor/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { systemClock } from "../../store/system-clock.ts";
import { createInProcessProducer } from "../in-process-producer.ts";
import { sampleMessage } from "../sample-plan.ts";
import { listOf, write } from "../suites/store-suite-support.ts";
import { sampleFailure, sampleMeta } from "./virtual-run.ts";

/** Expressions for tests: a condition names the artifacts for which it holds; `?` cannot be evaluated. */
export const namedExpressions: PointExpressions = {
  requireCondition: () => undefined,
  requireLogMessage: () => undefined,
  hitCondition: (text) => (hits) => hits >= Number(text),
  evaluate: async (text, { point }) =>
    text === "?"
      ? { kind: "failed", message: "it cannot be evaluated", hint: "write another" }
      : { kind: "value", value: point !== null && text.split(" ").includes(point.artifact) },
  logText: async (message, { point }) => `${message} ${point?.artifact}`,
};

export interface SessionRunOptions extends Partial<Omit<LiveSessionOptions, "plan" | "breakpoints">> {
  readonly plan: ExecutionPlan;
  readonly maxConcurrency?: number;
  /** Number of attempts of each artifact that fail, by id. */
  readonly failing?: Readonly<Record<string, number>>;
  /** Sets breakpoints before the run starts. */
  readonly set?: (breakpoints: Breakpoints) => void;
}

/** A debugged run in memory, whose components are functions. */
export interface DebugRun {
  readonly session: LiveSession;
  readonly result: Promise<ExecutionResult>;
  /** Ends the run from outside of the session. */
  readonly cancel: () => void;
  /** The recorded events. */
  readonly events: () => Promise<readonly RunEvent[]>;
  readonly store: ReturnType<typeof createMemoryStore>;
}

/** Starts a debugged run. Each artifact makes one element, with the number of its place in the plan. */
export async function debugRun({ plan, set, failing = {}, maxConcurrency = 1, ...options }: SessionRunOptions) {
  const store = createMemoryStore();
  const writer = await store.executions.createRun(new Date());
  const objects = new Map<string, StagedObject>();
  for (const [place, { id }] of plan.artifacts.entries()) objects.set(id, await write(store, [{ place }]));
  const breakpoints = new Breakpoints(plan, namedExpressions);
  set?.(breakpoints);
  const changes = options.changes ?? acceptingChanges(store, plan);
  const session = new LiveSession({ plan, breakpoints, expressions: namedExpressions, ...options, changes });
  const canceller = new AbortController();
  const executor = new DAGExecutor(plan, {
    producer: createInProcessProducer(
      (id) =>
        ({ attempt }): Attempt =>
          attempt <= (failing[id] ?? 0) ? failedOnce : producedFrom(objects.get(id)!),
    ),
    clock: systemClock,
    writer,
    limits: { maxConcurrency, workers: 2, timeoutMs: null, costLimit: null },
    mode: "debug",
    gate: session.gate,
    listeners: [(event) => session.follow(event)],
    startedAt: new Date(),
    meta: sampleMeta(plan.runbook.digest),
    signal: canceller.signal,
  });
  const cancel = (): void => canceller.abort();
  session.control({ record: (fact) => executor.record(fact), cancel });
  const result = executor.execute();
  return {
    session,
    result,
    cancel,
    store,
    events: () => listOf(store.executions.events(writer.run)),
  } satisfies DebugRun;
}

const failedOnce: Attempt = { outcome: "failed", failure: sampleFailure, object: null, ended: null };

export function producedFrom(object: StagedObject): Extract<Attempt, { readonly outcome: "produced" }> {
  return { outcome: "produced", message: messageFrom(object), object, ended: null };
}

export function messageFrom({ digest, bytes, elements }: StagedObject): MessageRef {
  return { ...sampleMessage(0), digest, bytes, elements };
}

/** Accepts every change: a configuration gets another digest, an output one element with the name of the file. */
function acceptingChanges(store: ReturnType<typeof createMemoryStore>, plan: ExecutionPlan): ChangeMaker {
  return {
    config: async (pending) => {
      const artifact = plan.artifacts.find(({ id }) => id === pending.artifact)!;
      const config = { [pending.path]: pending.written };
      const { configWritten: oldDigest } = artifact.fingerprint;
      const newDigest = sampleMessage(pending.written.length + 1).digest;
      const change = { path: pending.path, oldDigest, newDigest };
      return { pending, config, apply: () => ({ artifact: { ...artifact, config }, changes: [change] }) };
    },
    output: async (artifact, file) => {
      const object = await write(store, [{ file }]);
      const replacement = { kind: "replace", message: messageFrom(object), object } as const;
      return { pending: { artifact, file, elements: 1 }, replacement };
    },
  };
}
