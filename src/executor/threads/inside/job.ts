import { AsyncLocalStorage } from "node:async_hooks";
import type { NoteLevel } from "../../../domain/index.ts";
import type { JobFolder } from "../../../store/index.ts";
import type {
  Cancelling,
  ComponentAddress,
  FromWorker,
  InputAnswer,
  InputQuestion,
  OutputPart,
  Redactor,
} from "../../jobs/index.ts";
import type { FailureError } from "./refusal.ts";

/** Connects a job with the host. */
export interface JobChannel extends Cancelling {
  readonly post: (message: FromWorker, transfer?: readonly ArrayBuffer[]) => void;
  /** Sends a part. Returns a promise if the host has too many unprocessed parts; it resolves when there are fewer. */
  readonly send: (part: OutputPart, transfer?: readonly ArrayBuffer[]) => Promise<void> | null;
  /** The folder for files that must not outlive the job. */
  readonly folder: JobFolder;
  readonly ask: (question: Omit<InputQuestion, "kind" | "request">) => Promise<InputAnswer>;
}

/** A job that runs in this thread, as its console, log and inputs see it. */
export interface RunningJob {
  readonly component: ComponentAddress;
  readonly say: (said: FromWorker) => void;
  readonly note: (level: NoteLevel, text: string) => void;
  readonly redactor: Redactor;
  readonly cancellation: AbortController;
  /** A failure that counts even if the component catches it: an unreadable input, or a call of `process.exit`. */
  readonly failure: { refusal: FailureError | null };
  /** Rejects when an exception of the job reaches the top of the thread. */
  readonly crash: PromiseWithResolvers<never>;
}

/** Identifies the job of a console line or a stray exception when several jobs share the thread. */
const currentJob = new AsyncLocalStorage<RunningJob>();

const running = new Set<RunningJob>();

/** Returns the job that the calling code belongs to. If this is unknown, returns the only running job. */
export function owner(): RunningJob | undefined {
  const job = currentJob.getStore();
  if (job !== undefined) return running.has(job) ? job : undefined;
  return running.size === 1 ? running.values().next().value : undefined;
}

/** Returns whether no job runs. */
export const isIdle = (): boolean => running.size === 0;

export async function whileRunning<T>(job: RunningJob, work: () => Promise<T>): Promise<T> {
  running.add(job);
  try {
    return await currentJob.run(job, work);
  } finally {
    running.delete(job);
  }
}

/** Further lines are counted but not kept, because the record must stay small. */
export const linesAtMost = 1000;
const lineAtMost = 8000;
/** A component's failure message is shown on one line of a summary. */
const reasonAtMost = 1000;
/** Only the beginning of a longer line is processed. */
const processedAtMost = 1 << 20;

/** Creates the senders of a job's messages. `flush` sends pending ones. */
export function createReportSenders({ post }: JobChannel, redactor: Redactor) {
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

/** Returns a text without secrets, cut to the maximum length of a log line. */
function lineOf(text: string, redactor: Redactor): string {
  return cut(text, { redactor, atMost: lineAtMost });
}

/** Returns a text without secrets, cut to the maximum length of a failure message. */
export function reasonOf(text: string, redactor: Redactor): string {
  return cut(text, { redactor, atMost: reasonAtMost });
}

interface CutOptions {
  readonly redactor: Redactor;
  readonly atMost: number;
}

function cut(text: string, { redactor, atMost }: CutOptions): string {
  const redacted = redactor.text(text.length <= processedAtMost ? text : text.slice(0, processedAtMost));
  // A secret that the first cut splits is not found. It can appear in the result only if the text before it shrank a
  // lot.
  if (text.length > processedAtMost && redacted.length < processedAtMost / 2) return leftOut(text.length);
  if (redacted.length <= atMost) return redacted;
  const rest = redacted.length - atMost + Math.max(0, text.length - processedAtMost);
  return `${redacted.slice(0, atMost).toWellFormed()}${leftOut(rest)}`;
}

const leftOut = (characters: number): string => `… ${characters} characters left out`;
