import { type DryRun, type DryRunOptions, dryRun, dryRunDraft } from "../app/run/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { RunEvent } from "../domain/index.ts";
import { type DryRunView, reuseLines } from "../render/index.ts";
import type { ReuseDecision } from "../run/index.ts";
import { systemClock } from "../store/index.ts";
import type { LibraryContext } from "./context.ts";
import type { RunbookPlan } from "./runbook-plan.ts";
import { draftAgain } from "./running-run.ts";

export interface DryRunRequest extends Omit<DryRunOptions, "store" | "onPlanned"> {
  /** A file of variables, if the runbook is given as a file. */
  readonly envFile?: string | undefined;
}

/** What a run would do. */
export interface DryRunResult {
  /** The plan, the data flow and the expected duration, as `wct run --dry-run --json` prints them. */
  readonly view: DryRunView;
  /** What a run would reuse, and why not the rest; empty unless `reuse` was requested. */
  readonly reuse: readonly ReuseDecision[];
  /** The same as sentences. */
  readonly reuseLines: readonly string[];
  /** The events of the scheduler, as a run would record them. */
  readonly events: readonly RunEvent[];
  readonly warnings: readonly Diagnostic[];
}

export async function tryPlan(
  context: LibraryContext,
  plan: RunbookPlan | string,
  options: DryRunRequest,
): Promise<DryRunResult> {
  return resultOf(await tried(context, plan, options));
}

async function tried(context: LibraryContext, plan: RunbookPlan | string, options: DryRunRequest): Promise<DryRun> {
  const { host, store, plugins } = context;
  if (typeof plan === "string") return await dryRun(host, plan, { ...options, store, plugins });
  return await dryRunDraft(host, await draftAgain(context, plan), { ...options, store });
}

function resultOf({ view, decisions, events, planned }: DryRun): DryRunResult {
  const lines = decisions.length === 0 ? [] : reuseLines(decisions, { plan: planned.plan, now: systemClock.now() });
  return { view, reuse: decisions, reuseLines: lines, events, warnings: planned.warnings };
}
