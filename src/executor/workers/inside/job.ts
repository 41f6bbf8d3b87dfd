import { AsyncLocalStorage } from "node:async_hooks";
import type { NoteLevel } from "../../../domain/index.ts";
import type { ComponentAddress, FromWorker } from "../protocol.ts";
import type { Redactor } from "../redaction.ts";
import type { Cancelling } from "./cancellation.ts";
import type { Refusal } from "./refusal.ts";

/** What connects a job with the host. */
export interface JobLine extends Cancelling {
  readonly post: (message: FromWorker, transfer?: readonly ArrayBuffer[]) => void;
}

/** A job that runs in this thread, as the things around it (console, log, inputs) see it. */
export interface RunningJob {
  readonly component: ComponentAddress;
  readonly say: (said: FromWorker) => void;
  readonly note: (level: NoteLevel, text: string) => void;
  readonly redactor: Redactor;
  readonly cancellation: AbortController;
  /** What ended the job although the component may have swallowed it: an input that cannot be read. */
  readonly doom: { refusal: Refusal | null };
  /** Rejects when an exception of the job reaches the top of the thread. */
  readonly crash: PromiseWithResolvers<never>;
}

/** Which job a line on the console or a stray exception belongs to, where several share the thread. */
const currentJob = new AsyncLocalStorage<RunningJob>();

const running = new Set<RunningJob>();

/** The job that the calling code belongs to; the only one, when it cannot be told. */
export function owner(): RunningJob | undefined {
  const job = currentJob.getStore();
  if (job !== undefined) return running.has(job) ? job : undefined;
  return running.size === 1 ? running.values().next().value : undefined;
}

/** No job runs. */
export const isIdle = (): boolean => running.size === 0;

export async function whileRunning<T>(job: RunningJob, work: () => Promise<T>): Promise<T> {
  running.add(job);
  try {
    return await currentJob.run(job, work);
  } finally {
    running.delete(job);
  }
}

/** Lines beyond these are counted, not kept: a record is no place for a flood. */
export const linesAtMost = 1000;
const lineAtMost = 8000;
/** What a component says of its failure stands in one line of a summary. */
const reasonAtMost = 1000;
/** Of a longer line only the beginning is looked at. */
const lookedAt = 1 << 20;

/** What a job has to be told and to tell; `flush` sends what is held back. */
export function createTelling({ post }: JobLine, redactor: Redactor) {
  let lines = 0;
  const say = (said: FromWorker): void => post(said);
  const note = (level: NoteLevel, text: string): void => {
    lines += 1;
    if (lines <= linesAtMost) say({ kind: "noted", level, text: lineOf(text, redactor) });
  };
  const flush = (): void => {
    if (lines > linesAtMost) {
      say({ kind: "noted", level: "warn", text: `${lines - linesAtMost} more lines were left out` });
    }
  };
  return { say, note, flush };
}

/** A text as it may be told: without secrets, and no longer than a line of the log may be. */
function lineOf(text: string, redactor: Redactor): string {
  return cut(text, { redactor, atMost: lineAtMost });
}

/** The same for what stands in a failure. */
export function reasonOf(text: string, redactor: Redactor): string {
  return cut(text, { redactor, atMost: reasonAtMost });
}

interface Cutting {
  readonly redactor: Redactor;
  readonly atMost: number;
}

function cut(text: string, { redactor, atMost }: Cutting): string {
  const redacted = redactor.text(text.length <= lookedAt ? text : text.slice(0, lookedAt));
  // A secret that the first cut went through is not found; it comes far forward only where all before it shrank.
  if (text.length > lookedAt && redacted.length < lookedAt / 2) return leftOut(text.length);
  if (redacted.length <= atMost) return redacted;
  const rest = redacted.length - atMost + Math.max(0, text.length - lookedAt);
  return `${redacted.slice(0, atMost).toWellFormed()}${leftOut(rest)}`;
}

const leftOut = (characters: number): string => `… ${characters} characters left out`;
