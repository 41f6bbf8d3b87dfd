import { type ExpressionEvaluator, LiveSession, type RunControls } from "../../debug/index.ts";
import { invariant } from "../../diagnostics/index.ts";
import type { ExecutionResult } from "../../executor/index.ts";
import { selectionText } from "../../render/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import {
  draftRun,
  type PreparedRun,
  type ProducerControls,
  performRun,
  prepareDraft,
  type RunDraft,
} from "../run/index.ts";
import { type KeepingChangeMaker, liveChanges } from "./change-maker.ts";
import { plannedFiles } from "./debugged-runbook.ts";
import { createEvaluator } from "./evaluator.ts";
import { forkOptions } from "./fork-options.ts";
import { guarded } from "./listener.ts";
import type { DebugOptions, OpenedDebug } from "./opened.ts";
import { sessionParts } from "./session-parts.ts";
import { shownRecord } from "./shown-record.ts";

/**
 * Opens a session over a new run of a runbook, or of its draft. The run starts immediately and runs to its first stop.
 * Throws the errors of planning and preparing a run, WCT_DEBUG_BREAKPOINT and WCT_USAGE_CONDITION, all before anything
 * runs.
 */
export async function openLiveDebug(
  host: Host,
  file: string,
  { draft, ...options }: DebugOptions & { readonly draft?: RunDraft | undefined },
): Promise<OpenedDebug> {
  return opened(await prepareParts(host, file, { draft: draft ?? (await draftRun(host, file, options)), options }));
}

interface DraftToOpen {
  readonly draft: RunDraft;
  readonly options: DebugOptions;
}

async function prepareParts(host: Host, file: string, { draft, options }: DraftToOpen): Promise<LiveParts> {
  const evaluator = createEvaluator({ clock: systemClock });
  try {
    // A wrong breakpoint is an error before the store is created.
    sessionParts({ plan: draft.planned.plan, evaluator, store: null, options });
    const maxConcurrency = options.maxConcurrency ?? 1;
    const prepared = await prepareDraft(host, draft, { ...options, maxConcurrency });
    return { host, file, options, prepared, evaluator };
  } catch (error) {
    await evaluator.close();
    throw error;
  }
}

interface LiveParts {
  readonly host: Host;
  readonly file: string;
  readonly options: DebugOptions;
  readonly prepared: PreparedRun;
  readonly evaluator: ExpressionEvaluator;
}

async function closeParts({ prepared, evaluator }: LiveParts): Promise<void> {
  try {
    await prepared[Symbol.asyncDispose]();
  } finally {
    await evaluator.close();
  }
}

function opened(parts: LiveParts): OpenedDebug {
  const { host, file, options, prepared } = parts;
  const notes: string[] = [];
  const { session, result, changes } = started(parts, notes);
  const { store, planned, scope } = prepared;
  if (scope !== null) notes.push(`Selected: ${selectionText(scope, planned.plan)}.`);
  const close = async (): Promise<void> => {
    try {
      await session.quit().catch(() => undefined);
      await result.catch(() => undefined);
    } finally {
      await closeParts(parts);
    }
  };
  const closing = once(close);
  return {
    session,
    store,
    result,
    notes,
    runbook: plannedFiles(host, planned),
    record: () => shownRecord(session, store),
    fork: async () => {
      const forking = forkOptions(options, session.forkRequest(), changes.checked, scope);
      const draft = await draftRun(host, file, forking);
      // A fork that cannot be prepared ends nothing.
      const forked = await prepareParts(host, file, { draft, options: forking });
      try {
        await closing();
      } catch (error) {
        await closeParts(forked);
        throw error;
      }
      return opened(forked);
    },
    [Symbol.asyncDispose]: closing,
  };
}

/** Starts the run with a session as its gate. */
function started({ host, file, options, prepared, evaluator }: LiveParts, notes: string[]) {
  const { planned, store } = prepared;
  const canceller = new AbortController();
  let producing: ProducerControls | null = null;
  const controls = (): ProducerControls => {
    invariant(producing !== null, "the run has not started");
    return producing;
  };
  const context = { host, file, planned, options };
  const changes: KeepingChangeMaker = liveChanges(context, prepared, controls);
  const onLog = guarded(options.onLog, notes);
  const parts = sessionParts({ plan: planned.plan, evaluator, store, options: { ...options, onLog } });
  const stopOnEntry = options.stopOnEntry ?? !parts.breakpoints.anyStops;
  const session = new LiveSession({ ...parts, changes, stopOnEntry });
  const sessionControls: RunControls = {
    record: (fact) => controls().record(fact),
    cancel: () => canceller.abort(),
  };
  session.control(sessionControls);
  const result = performRun(prepared, {
    mode: "debug",
    ...(options.onNotice === undefined ? {} : { say: options.onNotice }),
    gate: session.gate,
    listeners: [(event) => session.follow(event), guarded(options.onEvent, notes)],
    onListenerError: (error) => session.fail(error),
    timeoutFrom: options.timeoutMs === undefined ? undefined : "--timeout",
    signal: canceller.signal,
    onControls: (given) => {
      producing = given;
    },
  });
  result.catch((error: unknown) => session.fail(error));
  return { session, result: result as Promise<ExecutionResult>, changes };
}

/** Returns a function that works once; later calls wait for the same work. */
function once(work: () => Promise<void>): () => Promise<void> {
  let working: Promise<void> | null = null;
  return () => {
    working ??= work();
    return working;
  };
}
