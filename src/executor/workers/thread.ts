import type { Clock } from "../../domain/index.ts";
import { type Call, type CallLimits, callIn } from "./call.ts";
import { type CallOutcome, type Line, type Loss, openLine } from "./line.ts";
import { watchMemory } from "./memory-watch.ts";
import { type Tenant, tenantOf } from "./tenant.ts";

export interface ThreadOptions extends CallLimits {
  /** Jobs at once, or, of a serial thread, given at once. */
  readonly jobs: number;
  /** One after the other; otherwise all at once, which is for components that wait. */
  readonly isSerial: boolean;
  /** MiB. */
  readonly memoryLimitMb: number;
}

/** One worker thread that is replaced whenever it is lost, spent, or not fit for the plugin that is next. */
export interface Thread {
  readonly warm: () => void;
  /** How fit it is for a plugin: 0 at once and best, 1 at once, 2 only after it was replaced. */
  readonly fitness: (tenant: Tenant) => 0 | 1 | 2;
  /** Whether a job may be given behind those that it has: it is up, and runs the same plugin. */
  readonly canQueue: (tenant: Tenant) => boolean;
  readonly call: (call: Call) => Promise<CallOutcome>;
  /** Takes back the oldest job that waits behind another; false: none does any more. */
  readonly withdraw: () => boolean;
  /** Ends the thread, whatever runs in it. */
  readonly close: () => Promise<void>;
}

interface Body {
  readonly line: Line;
  jobs: number;
  /** The plugin whose code it has met, if any. */
  tenant: Tenant;
  /** Takes no more jobs; ends with its last one. */
  isRetired: boolean;
  unwatch: () => void;
}

/** The queue is ours, so that it is known whose thread an artifact got, and ending one thread touches no other. */
export function createThread(options: ThreadOptions): Thread {
  return new ReplacedThread(options);
}

class ReplacedThread implements Thread {
  readonly #options: ThreadOptions;
  /** All that were not ended from here, retired ones among them. */
  readonly #bodies = new Set<Body>();
  #current: Body | null = null;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  warm(): void {
    if (this.#current === null) this.#start(null);
  }

  fitness(tenant: Tenant): 0 | 1 | 2 {
    return fitness(this.#current, tenant);
  }

  canQueue(tenant: Tenant): boolean {
    return this.#current !== null && this.#current.tenant === tenant && this.#current.line.isReady();
  }

  withdraw(): boolean {
    return this.#current?.line.withdraw() ?? false;
  }

  async call(call: Call): Promise<CallOutcome> {
    const body = this.#bodyFor(tenantOf(call.work.job.component));
    this.#enter(body);
    const outcome = await callIn(body.line, call, this.#options);
    await this.#leave(body, outcome);
    return outcome;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#bodies].map((body) => this.#end(body, "exit")));
  }

  #bodyFor(tenant: Tenant): Body {
    const body = this.#current ?? this.#start(tenant);
    if (isFit(body, tenant)) {
      body.tenant = tenant;
      return body;
    }
    this.#retire(body);
    if (body.jobs === 0) void this.#end(body, "exit");
    return this.#start(tenant);
  }

  #start(tenant: Tenant): Body {
    const line = openLine({ ...this.#options, lost: () => this.#died(fresh) });
    const fresh: Body = { line, jobs: 0, tenant, isRetired: false, unwatch: () => {} };
    this.#bodies.add(fresh);
    this.#current = fresh;
    return fresh;
  }

  #enter(body: Body): void {
    body.jobs += 1;
    if (body.jobs > 1) return;
    const exceeded = () => void this.#end(body, "memory");
    body.unwatch = watchMemory(body.line, { ...this.#options, exceeded });
  }

  async #leave(body: Body, outcome: CallOutcome): Promise<void> {
    body.jobs -= 1;
    if (body.jobs === 0) body.unwatch();
    if (outcome.kind === "lost" || (outcome.kind !== "withdrawn" && outcome.isSpent)) this.#retire(body);
    if (!body.isRetired || !this.#bodies.has(body)) return;
    // Where several share a thread, the others finish first, if they can; elsewhere they are withdrawn already.
    if (body.jobs === 0) await this.#end(body, "exit");
    else if (outcome.kind === "lost" && !this.#options.isSerial) void this.#endIfBlocked(body);
  }

  async #endIfBlocked(body: Body): Promise<void> {
    const { clock } = this.#options;
    const answered = await withPatience(body.line.ping(), { clock, ms: patienceMs });
    if (!answered && body.jobs > 0) await this.#end(body, "blocked");
  }

  /** Under its jobs, which end it, or between two: then there is nothing left to end. The next job gets a new one. */
  #died(body: Body): void {
    this.#retire(body);
    if (body.jobs === 0) this.#bodies.delete(body);
  }

  #retire(body: Body): void {
    body.isRetired = true;
    if (this.#current === body) this.#current = null;
  }

  async #end(body: Body, how: Loss): Promise<void> {
    this.#retire(body);
    this.#bodies.delete(body);
    await withPatience(body.line.end(how), { clock: this.#options.clock, ms: patienceMs });
  }
}

/** A thread that has met no foreign code is fit for all, one that has for the same plugin. */
function isFit(body: Body, tenant: Tenant): boolean {
  return body.tenant === tenant || body.tenant === null;
}

function fitness(current: Body | null, tenant: Tenant): 0 | 1 | 2 {
  if (current === null) return 1;
  if (current.tenant === tenant) return 0;
  return isFit(current, tenant) ? 1 : 2;
}

const patienceMs = 1000;

/**
 * Whether it came in time. A thread in a system call (a long query, a child process waited for) ends only when that
 * returns; nobody waits so long.
 */
async function withPatience(
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
