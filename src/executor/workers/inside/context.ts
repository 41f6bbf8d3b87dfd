import type { Context } from "../../../plugin/index.ts";
import type { RunningJob } from "./job.ts";
import { Refusal } from "./refusal.ts";

export interface ContextOptions {
  readonly config: unknown;
  readonly startedAt: string;
  readonly job: RunningJob;
}

const componentCode = /^[\w.-]{1,64}$/;
const progressEveryMs = 100;

/** What a component is given, apart from its inputs; `flush` sends the last progress. */
export function createContext(options: ContextOptions): {
  readonly context: Context<unknown>;
  readonly flush: () => void;
} {
  const { config, startedAt, job } = options;
  const { redactor, note } = job;
  const progress = createProgress(job);
  const context: Context<unknown> = {
    config,
    signal: job.cancellation.signal,
    log: {
      debug: (text) => note("debug", String(text)),
      info: (text) => note("info", String(text)),
      warn: (text) => note("warn", String(text)),
      error: (text) => note("error", String(text)),
    },
    progress: progress.report,
    cost: (amount, unit) => {
      if (!Number.isFinite(amount) || amount < 0)
        throw new TypeError("cost: amount must be a finite number, at least 0");
      job.say({ kind: "cost", amount, unit: redactor.text(String(unit)) });
    },
    now: new Date(startedAt),
    dryRun: false,
    fail: (code, text, hint) => {
      throw new Refusal({
        code: "WCT_PRODUCE_COMPONENT",
        message: redactor.text(String(text)),
        hint: hint === undefined ? null : redactor.text(String(hint)),
        componentCode: componentCode.test(code) ? redactor.text(code) : null,
        exception: null,
      });
    },
  };
  return { context, flush: progress.flush };
}

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
