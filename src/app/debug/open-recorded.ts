import { type ExpressionEvaluator, RecordedSession } from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenRun, openRun } from "../open/index.ts";
import { recordedChanges } from "./change-maker.ts";
import { runbookNotes, runbookOf } from "./debugged-runbook.ts";
import { createEvaluator } from "./evaluator.ts";
import { forkOptions } from "./fork-options.ts";
import { guarded } from "./listener.ts";
import { openLiveDebug } from "./open-live.ts";
import type { DebuggedRunbook, DebugOptions, OpenedDebug } from "./opened.ts";
import { readRecording } from "./read-recording.ts";
import { sessionParts } from "./session-parts.ts";
import { shownRecord } from "./shown-record.ts";

export interface RecordedDebugOptions extends Omit<DebugOptions, "select" | "force"> {
  /** Where the session starts; at the first point by default. */
  readonly at?: "start" | "end" | "failure" | undefined;
  /** The runbook for forks; by default, the file that the run names. */
  readonly runbook?: string | undefined;
}

/**
 * Opens a session over a recorded run, as far as its record can be read. Nothing executes. Throws the errors of opening
 * a run, WCT_DEBUG_BREAKPOINT, WCT_USAGE_CONDITION, and WCT_DEBUG_NOT_NOW for `failure` in a run without one.
 */
export async function openRecordedDebug(
  host: Host,
  reference: string,
  options: RecordedDebugOptions,
): Promise<OpenedDebug> {
  const opened = await openRun(host, reference, options.store);
  const evaluator = createEvaluator({ clock: systemClock });
  const close = async (): Promise<void> => {
    await evaluator.close();
    await opened[Symbol.asyncDispose]();
  };
  try {
    return await sessionOver({ host, opened, options, evaluator, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface RecordedParts {
  readonly host: Host;
  readonly opened: OpenRun;
  readonly options: RecordedDebugOptions;
  readonly evaluator: ExpressionEvaluator;
  readonly close: () => Promise<void>;
}

async function sessionOver({ host, opened, options, evaluator, close }: RecordedParts): Promise<OpenedDebug> {
  const { store } = opened;
  const notes: string[] = [];
  const { recording, plan } = await readRecording(opened, { onEvent: guarded(options.onEvent, notes), notes });
  const runbook = await runbookOf(host, store, { plan, named: options.runbook });
  notes.push(...runbookNotes(runbook));
  const file = options.runbook ?? plan.runbook.path;
  const changes = recordedChanges({ host, file, planned: null, options });
  const onLog = guarded(options.onLog, notes);
  const parts = sessionParts({ plan, evaluator, store, options: { ...options, onLog } });
  const session = new RecordedSession({ ...parts, recording, changes });
  await goTo(session, options.at ?? "start");
  const fork = async (): Promise<OpenedDebug> => {
    requireForkable(opened, runbook);
    const forked = await openLiveDebug(host, file, forkOptions(options, session.forkRequest(), changes.checked));
    await close();
    return forked;
  };
  const record = () => shownRecord(session, store);
  return { session, store, runbook, notes, result: null, record, fork, [Symbol.asyncDispose]: close };
}

async function goTo(session: RecordedSession, at: "start" | "end" | "failure"): Promise<void> {
  if (at === "start") return;
  const seq = at === "end" ? session.history.length : session.failureSeq();
  if (seq === null) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `no artifact failed in run "${session.run}"`,
      hint: "omit --at to start at the first artifact",
    });
  }
  await session.move({ kind: "goto", seq });
}

function requireForkable({ bundle }: OpenRun, { shown, path }: DebuggedRunbook): void {
  if (bundle !== null) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: "a run in a bundle cannot be forked",
      hint: `import it first with \`wct runs import ${bundle}\``,
    });
  }
  if (path !== null) return;
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: `the runbook "${shown}" is not there`,
    hint: "start the session in the folder of the run, or name the runbook with --runbook",
  });
}
