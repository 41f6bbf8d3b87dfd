import { Recording } from "../../debug/index.ts";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { Digest, ExecutionPlan, RunEvent } from "../../domain/index.ts";
import { plural } from "../../render/index.ts";
import type { OpenRun } from "../open/index.ts";
import { readPlan } from "../record/index.ts";

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
export async function readRecording(
  { store, run, bundle }: OpenRun,
  { onEvent, notes }: ReadingOptions,
): Promise<ReadRecording> {
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
  if (imported !== null && bundle === null) notes.push("The run was imported from a bundle.");
  const leftOut = gone.filter(({ reason }) => reason === "left-out").length;
  const deleted = gone.length - leftOut;
  if (leftOut > 0) notes.push(`The bundle does not contain ${plural(leftOut, "object")}, which cannot be inspected.`);
  if (deleted > 0) notes.push(`Content was deleted and cannot be inspected: ${plural(deleted, "object")}.`);
  return { recording, plan: await readPlan(store, planDigest) };
}

/** Throws WCT_RUN_RECORD_CORRUPT if the event cannot follow the others. */
function requireAllowed({ history }: Recording, { seq }: RunEvent): void {
  history.step(seq);
}

/** Whether the events before such an error can be shown. */
const isReadableUpTo = (code: string): boolean => code === "WCT_RUN_RECORD_CORRUPT" || code === "WCT_STORE_NEWER";
