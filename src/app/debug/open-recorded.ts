import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { RecordedSession, Recording } from "../../debug/index.ts";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { Digest, ExecutionPlan, RecordStore, RunEvent } from "../../domain/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenRun, openRun } from "../open/index.ts";
import { readText } from "../places/index.ts";
import { readPlan } from "../record/index.ts";
import { recordedChanges } from "./change-maker.ts";
import { createEvaluator } from "./evaluator.ts";
import { forkOptions } from "./fork-options.ts";
import { guarded } from "./listener.ts";
import { openLiveDebug } from "./open-live.ts";
import type { DebuggedRunbook, DebugOptions, OpenedDebug } from "./opened.ts";
import { sessionParts } from "./session-parts.ts";
import { shownRecord } from "./shown-record.ts";

export interface RecordedDebugOptions extends DebugOptions {
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
    const notes: string[] = [];
    const { recording, plan } = await readRecording(opened, { onEvent: guarded(options.onEvent, notes), notes });
    const runbook = await runbookOf(host, opened.store, { plan, named: options.runbook });
    const file = options.runbook ?? plan.runbook.path;
    const changes = recordedChanges({ host, file, text: null, options });
    notes.push(...runbookNotes(runbook));
    const onLog = guarded(options.onLog, notes);
    const parts = sessionParts({ plan, evaluator, store: opened.store, options: { ...options, onLog } });
    const session = new RecordedSession({ ...parts, recording, changes });
    await goTo(session, options.at ?? "start");
    return {
      session,
      store: opened.store,
      runbook,
      notes,
      result: null,
      record: () => shownRecord(session, opened.store),
      fork: async () => {
        requireForkable(opened, runbook);
        const forking = forkOptions(options, session.forkRequest(), changes.checked);
        const forked = await openLiveDebug(host, file, forking);
        await close();
        return forked;
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface ReadRecording {
  readonly recording: Recording;
  readonly plan: ExecutionPlan;
}

interface ReadingOptions {
  readonly onEvent: (event: RunEvent) => void;
  /** Receives what cannot be shown. */
  readonly notes: string[];
}

/** Reads the events up to the first that is damaged. */
async function readRecording({ store, run }: OpenRun, { onEvent, notes }: ReadingOptions): Promise<ReadRecording> {
  const recording = new Recording({ isInterrupted: run.status === "interrupted" });
  let planDigest: Digest | null = null;
  try {
    await store.executions.eachEvent(run.id, (event: RunEvent) => {
      recording.push(event);
      requireAllowed(recording, event);
      onEvent(event);
      if (event.type === "run.started") planDigest = event.plan;
    });
  } catch (error) {
    const { length } = recording.history;
    if (!isWctError(error) || !isReadableUpTo(error.code) || length === 0) throw error;
    notes.push(`The record cannot be read after event ${length}, and is shown up to there: ${error.message}`);
  }
  if (planDigest === null) {
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `run "${run.id}" has no first event`,
      hint: "see `wct verify`",
    });
  }
  if (run.status === "running") {
    notes.push("The run is still running. It is shown as far as it was recorded when it was opened.");
  }
  const { imported, gone } = await store.executions.retention(run.id);
  if (imported !== null) notes.push("The run was imported from a bundle.");
  if (gone.length > 0) notes.push(`Content of ${gone.length} objects was deleted and cannot be inspected.`);
  return { recording, plan: await readPlan(store, planDigest) };
}

/** Throws WCT_RUN_RECORD_CORRUPT if the event cannot follow the others. */
function requireAllowed({ history }: Recording, { seq }: RunEvent): void {
  history.step(seq);
}

/** Whether the events before such an error can be shown. */
const isReadableUpTo = (code: string): boolean => code === "WCT_RUN_RECORD_CORRUPT" || code === "WCT_STORE_NEWER";

interface NamedRunbook {
  readonly plan: ExecutionPlan;
  readonly named: string | undefined;
}

async function runbookOf(host: Host, store: RecordStore, { plan, named }: NamedRunbook): Promise<DebuggedRunbook> {
  const shown = named ?? plan.runbook.path;
  const path = resolve(host.cwd, shown);
  const text = await recordedText(store, plan.runbook.digest);
  if (!existsSync(path)) return { shown, path: null, text, isChanged: false };
  return { shown, path, text, isChanged: text !== null && readText(host.cwd, shown) !== text };
}

async function recordedText(store: RecordStore, digest: Digest): Promise<string | null> {
  try {
    const { text } = await (await store.artifacts.open(digest)).rest();
    return typeof text === "string" ? text : null;
  } catch (error) {
    if (isWctError(error)) return null;
    throw error;
  }
}

function runbookNotes({ shown, path, isChanged }: DebuggedRunbook): readonly string[] {
  if (path === null) return [`The runbook "${shown}" is not there any more; its recorded text is shown.`];
  return isChanged ? [`The runbook "${shown}" has changed since this run; its recorded text is shown.`] : [];
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
