import type { Context } from "../../../plugin/index.ts";
import { type RunningJob, reasonOf } from "./job.ts";
import { Refusal } from "./refusal.ts";

export interface ContextOptions {
  readonly config: unknown;
  readonly startedAt: string;
  readonly job: RunningJob;
}

const componentCode = /^[\w.-]{1,64}$/;
const progressEveryMs = 100;

/** What a component is given, apart from its inputs; `flush` sends what progress and costs are held back. */
export function createContext(options: ContextOptions): {
  readonly context: Context<unknown>;
  readonly flush: () => void;
} {
  const { config, startedAt, job } = options;
  const progress = createProgress(job);
  const cost = createCost(job);
  const context: Context<unknown> = {
    config,
    signal: job.cancellation.signal,
    log: logOf(job),
    progress: progress.report,
    cost: (amount, unit) => {
      if (!Number.isFinite(amount) || amount < 0)
        throw new TypeError("cost: amount must be a finite number, at least 0");
      cost.add(amount, job.redactor.text(String(unit)));
    },
    now: new Date(startedAt),
    dryRun: false,
    fail: (code, text, hint) => {
      throw refusalOf(job, { code, text, hint });
    },
  };
  return {
    context,
    flush: () => {
      progress.flush();
      cost.flush();
    },
  };
}

const logOf = ({ note }: RunningJob): Context<unknown>["log"] => ({
  debug: (text) => note("debug", String(text)),
  info: (text) => note("info", String(text)),
  warn: (text) => note("warn", String(text)),
  error: (text) => note("error", String(text)),
});

interface Said {
  readonly code: string;
  readonly text: string;
  readonly hint: string | undefined;
}

const refusalOf = ({ redactor }: RunningJob, { code, text, hint }: Said): Refusal =>
  new Refusal({
    code: "WCT_PRODUCE_COMPONENT",
    message: reasonOf(String(text), redactor),
    hint: hint === undefined ? null : reasonOf(String(hint), redactor),
    componentCode: componentCode.test(code) ? redactor.text(code) : null,
    exception: null,
  });

/** A few reports a second pass; the last one always does. */
function createProgress(job: RunningJob) {
  let last = Number.NEGATIVE_INFINITY;
  let held: { readonly done: number; readonly total: number | null } | null = null;
  const flush = (): void => {
    if (held !== null) job.say({ kind: "progress", ...held });
    held = null;
  };
  const report = (done: number, total?: number): void => {
    if (!Number.isFinite(done)) return;
    held = { done, total: Number.isFinite(total) ? (total ?? null) : null };
    const now = performance.now();
    if (now - last < progressEveryMs) return;
    last = now;
    flush();
  };
  return { report, flush };
}

/** Costs are sent one by one; beyond so many, their sums a few times a second. */
const costsOneByOne = 1000;
const unitsAtMost = 16;
const unitAtMost = 32;

function createCost(job: RunningJob) {
  const units = new Set<string>();
  const held = new Map<string, number>();
  let count = 0;
  let last = 0;
  const flush = (): void => {
    for (const [unit, amount] of held) job.say({ kind: "cost", amount, unit });
    held.clear();
  };
  const add = (amount: number, unit: string): void => {
    units.add(unit);
    if (units.size > unitsAtMost) throw new TypeError(`cost: more than ${unitsAtMost} units`);
    if (unit.length > unitAtMost) throw new TypeError(`cost: a unit of more than ${unitAtMost} characters`);
    held.set(unit, (held.get(unit) ?? 0) + amount);
    count += 1;
    const now = performance.now();
    if (count > costsOneByOne && now - last < progressEveryMs) return;
    last = now;
    flush();
  };
  return { add, flush };
}
