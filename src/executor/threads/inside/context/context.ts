import { costAtMost, isCost, sumOfCosts } from "../../../../domain/index.ts";
import type { Context } from "../../../../plugin/index.ts";
import { type RunningJob, reasonOf } from "../job.ts";
import { FailureError } from "../refusal.ts";

export interface ContextOptions {
  readonly config: unknown;
  readonly startedAt: string;
  readonly job: RunningJob;
  readonly temporaryFolder: () => string;
}

const componentCode = /^[\w.-]{1,64}$/;
const progressEveryMs = 100;

/** Creates the context of a component, without its inputs. `flush` sends pending progress and costs. */
export function createContext(options: ContextOptions): {
  readonly context: Context<unknown>;
  readonly flush: () => void;
} {
  const { config, startedAt, job, temporaryFolder } = options;
  const progress = createProgress(job);
  const cost = createCost(job);
  const context: Context<unknown> = {
    config,
    signal: job.cancellation.signal,
    log: logOf(job),
    progress: progress.report,
    cost: (amount, unit) => {
      if (typeof amount !== "number" || !isCost(amount))
        throw new TypeError(`cost: amount must be a number from 0 to ${costAtMost}`);
      if (typeof unit !== "string" || unit === "") throw new TypeError('cost: unit must be a text, such as "EUR"');
      cost.add(amount, job.redactor.text(unit));
    },
    now: new Date(startedAt),
    dryRun: false,
    temporaryFolder,
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

const refusalOf = ({ redactor }: RunningJob, { code, text, hint }: Said): FailureError =>
  new FailureError({
    code: "WCT_PRODUCE_COMPONENT",
    message: reasonOf(String(text), redactor),
    hint: hint === undefined ? null : reasonOf(String(hint), redactor),
    componentCode: componentCode.test(code) ? redactor.text(code) : null,
    exception: null,
  });

/** Sends a few progress reports a second, and always the last one. */
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

/** Up to this number, costs are sent one by one. Further costs are summed and sent a few times a second. */
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
    held.set(unit, sumOfCosts(held.get(unit) ?? 0, amount));
    count += 1;
    const now = performance.now();
    if (count > costsOneByOne && now - last < progressEveryMs) return;
    last = now;
    flush();
  };
  return { add, flush };
}
