import type { Clock } from "../../domain/index.ts";
import { jobFolder } from "../../store/index.ts";
import {
  type ComponentAddress,
  type Loss,
  needsProcess,
  type PluginScope,
  type RunContext,
  scopeOf,
} from "../jobs/index.ts";
import { type CallLimits, callIn, type JobCall } from "./call.ts";
import { openWorkerChannel } from "./open-worker-channel.ts";
import type { ProcessWatch } from "./process-watch.ts";
import { watch } from "./thread-watch.ts";
import { openProcess, openThread } from "./transport/index.ts";
import type { CallOutcome, WorkerChannel } from "./worker-channel.ts";

export interface ThreadOptions extends CallLimits {
  /** Maximum number of concurrent jobs or, for a serial thread, of jobs given in advance. */
  readonly jobs: number;
  /** Whether jobs run sequentially. Otherwise they run concurrently, which is for components that wait. */
  readonly isSerial: boolean;
  /** In MiB. */
  readonly memoryLimitMb: number;
  /** Watches the memory of all threads of the process together. */
  readonly processWatch: ProcessWatch;
}

/**
 * One worker, a thread or a plugin's process. It is replaced when it is lost, spent, or not fit for the next plugin.
 */
export interface Thread {
  readonly warm: () => void;
  /**
   * Returns the fitness for a plugin: 0 is usable immediately and preferred, 1 is usable immediately, 2 requires a
   * replacement.
   */
  readonly fitness: (scope: PluginScope) => 0 | 1 | 2;
  /** Returns whether a job may be given behind its current ones: the worker is ready and runs the same plugin. */
  readonly canQueue: (scope: PluginScope) => boolean;
  readonly call: (call: JobCall) => Promise<CallOutcome>;
  /** Withdraws the oldest job that waits behind another. Returns false if there is none. */
  readonly withdraw: () => boolean;
  /** Ends the thread, including running jobs. */
  readonly close: () => Promise<void>;
}

interface RunningWorker {
  readonly channel: WorkerChannel;
  jobs: number;
  /** The plugin whose code has run in it, if any. */
  scope: PluginScope;
  /** Whether it takes no more jobs and ends after its last one. */
  isRetired: boolean;
  unwatch: () => void;
}

/**
 * Creates a thread. wct has its own queue, so that the thread of each artifact is known, and ending one thread affects
 * no other.
 */
export function createThread(options: ThreadOptions): Thread {
  return new ReplacedThread(options);
}

class ReplacedThread implements Thread {
  readonly #options: ThreadOptions;
  /** All workers that were not ended by the host, including retired ones. */
  readonly #workers = new Set<RunningWorker>();
  #current: RunningWorker | null = null;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  warm(): void {
    if (this.#current === null) this.#start(null);
  }

  fitness(scope: PluginScope): 0 | 1 | 2 {
    return fitness(this.#current, scope);
  }

  canQueue(scope: PluginScope): boolean {
    const worker = this.#current;
    return worker !== null && worker.scope === scope && worker.channel.canQueue && worker.channel.isReady();
  }

  withdraw(): boolean {
    return this.#current?.channel.withdraw() ?? false;
  }

  async call(call: JobCall): Promise<CallOutcome> {
    const worker = this.#workerFor(call);
    this.#enter(worker);
    const outcome = await callIn(worker.channel, call, this.#options);
    await this.#leave(worker, outcome);
    return outcome;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => this.#end(worker, "exit")));
  }

  #workerFor({ work, runContext }: JobCall): RunningWorker {
    const { component } = work.job;
    const { location } = runContext;
    const scope = scopeOf(component);
    const worker = this.#current ?? this.#start(component, location);
    if (isFit(worker, scope)) {
      worker.scope = scope;
      return worker;
    }
    this.#retire(worker);
    if (worker.jobs === 0) void this.#end(worker, "exit");
    return this.#start(component, location);
  }

  /** Starts a worker. Null: a thread for any component. */
  #start(component: ComponentAddress | null, location: RunContext["location"] = null): RunningWorker {
    const scope = component === null ? null : scopeOf(component);
    const open = component !== null && needsProcess(scope) ? openProcess(component, jobFolder(location)) : openThread;
    const channel = openWorkerChannel({ ...this.#options, open, lost: () => this.#exited(fresh) });
    const fresh: RunningWorker = { channel, jobs: 0, scope, isRetired: false, unwatch: () => {} };
    this.#workers.add(fresh);
    this.#current = fresh;
    return fresh;
  }

  #enter(worker: RunningWorker): void {
    worker.jobs += 1;
    if (worker.jobs > 1) return;
    const { processWatch, isSerial } = this.#options;
    const suspect = needsProcess(worker.scope)
      ? null
      : processWatch.enter(worker, (hadOthers) => void this.#end(worker, "memory", hadOthers));
    const stop = watch(worker.channel, {
      ...this.#options,
      isShared: !isSerial,
      isThread: !needsProcess(worker.scope),
      lost: (how) => void this.#end(worker, how),
      ...(suspect === null ? {} : { counted: suspect.counted }),
    });
    worker.unwatch = () => {
      stop();
      suspect?.leave();
    };
  }

  async #leave(worker: RunningWorker, outcome: CallOutcome): Promise<void> {
    worker.jobs -= 1;
    if (worker.jobs === 0) worker.unwatch();
    if (outcome.kind === "lost" || (outcome.kind !== "withdrawn" && outcome.isSpent)) this.#retire(worker);
    if (!worker.isRetired || !this.#workers.has(worker)) return;
    // In a shared thread the other jobs finish first, if they can. Otherwise they are withdrawn already.
    if (worker.jobs === 0) await this.#end(worker, "exit");
    else if (outcome.kind === "lost" && !this.#options.isSerial) void this.#endIfBlocked(worker);
  }

  async #endIfBlocked(worker: RunningWorker): Promise<void> {
    const { clock } = this.#options;
    const answered = await settlesInTime(worker.channel.ping(), { clock, ms: endWithinMs });
    if (!answered && worker.jobs > 0) await this.#end(worker, "blocked");
  }

  /**
   * Called when a worker exits, either during its jobs, which end it, or between two jobs, when nothing is left to end.
   * The next job gets a new worker.
   */
  #exited(worker: RunningWorker): void {
    this.#retire(worker);
    this.#options.processWatch.ends(worker);
    if (worker.jobs === 0) this.#workers.delete(worker);
  }

  #retire(worker: RunningWorker): void {
    worker.isRetired = true;
    if (this.#current === worker) this.#current = null;
  }

  async #end(worker: RunningWorker, how: Loss, isDoubtful = false): Promise<void> {
    this.#retire(worker);
    this.#options.processWatch.ends(worker);
    this.#workers.delete(worker);
    await settlesInTime(worker.channel.end(how, isDoubtful), { clock: this.#options.clock, ms: endWithinMs });
  }
}

/**
 * Returns whether a worker is fit for a plugin. A thread without foreign code is fit for all that run in threads; any
 * other worker only for its own plugin.
 */
function isFit(worker: RunningWorker, scope: PluginScope): boolean {
  return worker.scope === scope || (worker.scope === null && !needsProcess(scope));
}

function fitness(current: RunningWorker | null, scope: PluginScope): 0 | 1 | 2 {
  if (current === null) return 1;
  if (current.scope === scope) return 0;
  return isFit(current, scope) ? 1 : 2;
}

const endWithinMs = 1000;

/**
 * Returns whether a promise settles in time. A thread in a system call (a long query, or waiting for a child process)
 * ends only when the call returns, which may take too long.
 */
async function settlesInTime(
  awaited: Promise<unknown>,
  { clock, ms }: { readonly clock: Clock; readonly ms: number },
): Promise<boolean> {
  const given = Promise.withResolvers<false>();
  const cancel = clock.after(ms, () => given.resolve(false));
  try {
    return await Promise.race([awaited.then(() => true), given.promise]);
  } finally {
    cancel();
  }
}
