import type { Clock } from "../../domain/index.ts";
import { type Call, type CallLimits, callIn } from "./call.ts";
import { type CallOutcome, type Line, type Loss, openLine } from "./line.ts";
import { watchMemory } from "./memory-watch.ts";
import { type Tenant, tenantOf } from "./tenant.ts";

export interface ThreadOptions extends CallLimits {
  /** Jobs at once; more than one only for components that wait. */
  readonly concurrency: number;
  /** MiB. */
  readonly memoryLimitMb: number;
}

/** One worker thread that is replaced whenever it is lost, spent, or not fit for the plugin that is next. */
export interface Thread {
  readonly warm: () => void;
  /** How fit it is for a plugin: 0 at once and best, 1 at once, 2 only after it was replaced. */
  readonly fitness: (tenant: Tenant) => 0 | 1 | 2;
  readonly call: (call: Call) => Promise<CallOutcome>;
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
  const { clock } = options;
  let current: Body | null = null;
  const bodies = new Set<Body>();
  const end = async (body: Body, how: Loss): Promise<void> => {
    retire(body);
    bodies.delete(body);
    await withPatience(body.line.end(how), { clock, ms: patienceMs });
  };
  const retire = (body: Body): void => {
    body.isRetired = true;
    if (current === body) current = null;
  };
  const start = (tenant: Tenant): Body => {
    // One that dies between two jobs; the next job gets a new one.
    const line = openLine({ ...options, lost: () => retire(fresh) });
    const fresh: Body = { line, jobs: 0, tenant, isRetired: false, unwatch: () => {} };
    bodies.add(fresh);
    current = fresh;
    return fresh;
  };
  const bodyFor = (tenant: Tenant): Body => {
    const body = current ?? start(tenant);
    if (isFit(body, tenant)) {
      body.tenant = tenant;
      return body;
    }
    retire(body);
    if (body.jobs === 0) void end(body, "exit");
    return start(tenant);
  };
  const enter = (body: Body): void => {
    body.jobs += 1;
    if (body.jobs > 1) return;
    const exceeded = () => void end(body, "memory");
    body.unwatch = watchMemory(body.line, { ...options, exceeded });
  };
  const leave = async (body: Body, outcome: CallOutcome): Promise<void> => {
    body.jobs -= 1;
    if (body.jobs === 0) body.unwatch();
    if (outcome.kind === "lost" || outcome.isSpent) retire(body);
    if (!body.isRetired || !bodies.has(body)) return;
    // Where several share a thread, the others finish first, if they can.
    if (body.jobs === 0) await end(body, "exit");
    else if (outcome.kind === "lost") void endIfBlocked(body);
  };
  const endIfBlocked = async (body: Body): Promise<void> => {
    const answered = await withPatience(body.line.ping(), { clock, ms: patienceMs });
    if (!answered && body.jobs > 0) await end(body, "blocked");
  };
  return {
    warm: () => void (current ?? start(null)),
    fitness: (tenant) => fitness(current, tenant),
    call: async (call) => {
      const body = bodyFor(tenantOf(call.work.job.component));
      enter(body);
      const outcome = await callIn(body.line, call, options);
      await leave(body, outcome);
      return outcome;
    },
    close: async () => {
      await Promise.all([...bodies].map((body) => end(body, "exit")));
    },
  };
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
