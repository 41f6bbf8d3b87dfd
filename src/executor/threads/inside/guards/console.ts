import type { NoteLevel } from "../../../../domain/index.ts";
import { linesAtMost, owner, type RunningJob } from "../job.ts";

export type PrintLevel = Extract<NoteLevel, "info" | "warn">;

/** Text without a line end becomes a line of its own beyond this number of characters. */
const unendedAtMost = 8000;

interface Pending {
  lines: number;
  readonly rest: Record<PrintLevel, string>;
}
const pending = new WeakMap<RunningJob, Pending>();

type Written = (...args: readonly unknown[]) => boolean;

/** Turns output of components into log lines, because the program's own output must contain only its data. */
export function captureOutput(): void {
  Object.assign(process.stdout, { write: writer("info") });
  Object.assign(process.stderr, { write: writer("warn") });
}

/** Turns pending output without a line end into a line. */
export function flushOutput(job: RunningJob): void {
  const state = pending.get(job);
  pending.delete(job);
  if (state === undefined) return;
  for (const level of ["info", "warn"] as const) if (state.rest[level] !== "") job.note(level, state.rest[level]);
}

/** Takes output of a component. Output is lost if it belongs to no known job. */
export function print(level: PrintLevel, chunk: unknown, job: RunningJob | undefined = owner()): void {
  if (job !== undefined) take(job, level, textOf(chunk));
}

function writer(level: PrintLevel): Written {
  return (chunk, ...rest) => {
    print(level, chunk);
    const done = rest.find((argument) => typeof argument === "function");
    if (done !== undefined) process.nextTick(done);
    return true;
  };
}

function textOf(chunk: unknown): string {
  if (typeof chunk === "string") return chunk;
  return ArrayBuffer.isView(chunk)
    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("utf8")
    : "";
}

/** Processes one line at a time without a list, because there may be a hundred million. */
function take(job: RunningJob, level: PrintLevel, text: string): void {
  const state = pending.get(job) ?? { lines: 0, rest: { info: "", warn: "" } };
  pending.set(job, state);
  let from = 0;
  for (let to = text.indexOf("\n"); to !== -1; to = text.indexOf("\n", from)) {
    state.lines += 1;
    // Further lines are only counted.
    const isKept = state.lines <= linesAtMost;
    const line = isKept ? state.rest[level] + text.slice(from, to) : "";
    job.note(level, line.endsWith("\r") ? line.slice(0, -1) : line);
    state.rest[level] = "";
    from = to + 1;
  }
  const rest = state.rest[level] + text.slice(from);
  const isLong = rest.length > unendedAtMost;
  if (isLong) job.note(level, rest);
  state.rest[level] = isLong ? "" : rest;
}
