import { invariant, type WctError, wctError } from "../../diagnostics/index.ts";
import type {
  AdoptedWriter,
  EventOf,
  ExecutionStore,
  RemoteMode,
  RunEvent,
  RunId,
  RunStatus,
  RunWriter,
} from "../../domain/index.ts";
import { createThreads, type ExecutionResult, execute, loadRemote } from "../../executor/index.ts";
import { systemClock } from "../../store/index.ts";
import { type Host, packageVersion } from "../host/index.ts";
import { type OpenStore, resolveRun, writeStore } from "../open/index.ts";
import { environment } from "../places/index.ts";
import { loadRegistry } from "../plugins/index.ts";
import { type RecordedRun, readRecord } from "../record/index.ts";
import { jobsOf, openRemoteRun } from "../remote/index.ts";
import { outputWriter } from "../run/index.ts";
import { bindAdopted } from "./bind-adopted.ts";
import { whatHappened } from "./what-happened.ts";

export interface AdoptOptions {
  readonly store?: string | undefined;
  readonly plugins?: readonly string[] | undefined;
  readonly envFile?: string | undefined;
  readonly output?: string | undefined;
  readonly workers?: number | undefined;
  readonly workerMemory?: number | undefined;
  readonly listeners: readonly ((event: RunEvent) => void)[];
  readonly onListenerError: (error: unknown) => void;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface AdoptedRun extends AsyncDisposable {
  readonly store: OpenStore;
  readonly result: ExecutionResult;
}

/**
 * Continues a run whose coordinator is gone. Throws WCT_RUN_ACTIVE while it is not, WCT_RUN_NOT_FOUND, WCT_USAGE for a
 * run that workers do not make, and the errors of plugins and of the store.
 */
export async function adoptRun(host: Host, reference: string, options: AdoptOptions): Promise<AdoptedRun> {
  const store = await writeStore(host, options.store);
  try {
    const { id } = await resolveRun(store.executions, reference);
    const mode = await modeOf(store, id);
    const { writer: opened, elapsedMs } = await adopted(store.executions, id);
    await using writer = closing(opened);
    const summary = await store.executions.run(id);
    invariant(summary !== null, "a run that is taken over is in the list of runs");
    const record = await readRecord(store, summary);
    // If this process was paused, another may have taken the run over, and what was read is that one's record.
    await writer.value.append({ events: [], objects: [] });
    const result = await continued({ host, store, record, writer: writer.value, elapsedMs, mode }, options);
    return { store, result, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function adopted({ adoptRun: take }: ExecutionStore, id: RunId): Promise<AdoptedWriter> {
  invariant(take !== undefined, "a store with a queue can give a run to another process");
  return await take(id);
}

const closing = (value: RunWriter) => ({ value, [Symbol.asyncDispose]: () => value.close() });

/** Throws if the run has ended, is active, or was not made with workers. */
async function modeOf(store: OpenStore, id: RunId): Promise<RemoteMode> {
  const jobQueue = await jobsOf(store).forCoordinator();
  try {
    const known = (await jobQueue.abandoned()).find(({ run }) => run === id);
    if (known !== undefined) return known.mode;
  } finally {
    await jobQueue.close();
  }
  throw notAbandoned(id, (await store.executions.run(id))?.status);
}

function notAbandoned(id: RunId, status: RunStatus | undefined): WctError {
  const refused = (why: string, hint: string): WctError =>
    wctError("WCT_RUN_ACTIVE", { message: `run "${id}" cannot be taken over: ${why}`, hint });
  switch (status) {
    case "running":
      return refused(
        "its coordinator was heard of in the last 15 s",
        "if it is gone, try again in 15 s; look at it with `wct runs`",
      );
    case "interrupted":
      return refused("no worker makes it", `continue it with \`wct run RUNBOOK --resume ${id}\``);
    default:
      return refused(`it has ended${status === undefined ? "" : ` (${status})`}`, "list the runs with `wct runs`");
  }
}

interface Continuing {
  readonly host: Host;
  readonly store: OpenStore;
  readonly record: RecordedRun;
  readonly writer: RunWriter;
  readonly elapsedMs: number;
  readonly mode: RemoteMode;
}

async function continued(continuing: Continuing, options: AdoptOptions): Promise<ExecutionResult> {
  const { host, record } = continuing;
  const memory = options.workerMemory === undefined ? {} : { memoryLimitMb: options.workerMemory };
  const workers = options.workers ?? record.state.started?.workers ?? 1;
  const threads = createThreads({ clock: systemClock, workers, ...memory });
  try {
    const registry = await loadRegistry(host, options.plugins);
    const env = environment(host, options.envFile);
    return await execution({ ...continuing, threads, workers, registry, env }, options);
  } finally {
    await threads.close();
  }
}

type Executing = Continuing &
  Pick<Parameters<typeof bindAdopted>[0], "threads" | "registry" | "env"> & { readonly workers: number };

async function execution(executing: Executing, options: AdoptOptions): Promise<ExecutionResult> {
  const { host, store, record, writer, elapsedMs, mode, registry, workers } = executing;
  const { plan, state } = record;
  const { started } = state;
  invariant(started !== null, "a run that is taken over has begun");
  const { adoptingWriter, createAdoptedProducer } = await loadRemote();
  const events = await eventsOf(store, writer.run);
  const { attempts, reused, skipped } = whatHappened(state);
  const bound = await bindAdopted(executing);
  const broken = new AbortController();
  const elapsed = Math.max(state.t, Math.round(elapsedMs * 1e6));
  await using remote = await openRemoteRun({
    ...{ host, store, registry, plan, planDigest: started.plan, weights: started.weights, mode },
    ...{ bindings: bound.bindings, redactor: bound.redactor, local: bound.local, say: options.say },
    writer: adoptingWriter(writer, { events, elapsed }),
    onBroken: (error) => broken.abort(error),
  });
  const { timeoutMs, costLimit } = plan.config;
  const windDown = outputsOf(executing, options);
  const result = await execute(plan, {
    ...{ producer: createAdoptedProducer(attempts, remote.producer), writer: remote.writer, clock: systemClock },
    ...{ listeners: options.listeners, onListenerError: options.onListenerError, reused, notSelected: skipped },
    ...asStarted(started),
    limits: { maxConcurrency: started.maxConcurrency, workers, timeoutMs, costLimit },
    signal: AbortSignal.any([options.signal, broken.signal]),
    windDown: (context) => windDown({ ...context, producer: bound.producer, run: writer.run }),
  });
  await remote.finish();
  return result;
}

/** What the run recorded of itself when it began. */
const asStarted = (started: EventOf<"run.started">) => ({
  ...{ weights: started.weights, mode: started.mode, startedAt: new Date(started.at) },
  meta: {
    ...{ uuid: started.uuid, plan: started.plan, wct: packageVersion(), components: started.components },
    ...{ resumedFrom: started.resumedFrom, forkedFrom: started.forkedFrom },
  },
});

async function eventsOf({ executions }: OpenStore, run: RunId): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  await executions.eachEvent(run, (event) => void events.push(event));
  return events;
}

const outputsOf = ({ host, registry, store, record: { plan } }: Executing, { output, signal }: AdoptOptions) => {
  const parts = { host, registry, store, planned: { plan }, scope: null, reusePlan: { outputs: new Map() } };
  return outputWriter({ ...parts, options: { output } }, signal);
};
