import type { NoteLevel } from "../../../domain/index.ts";
import { owner, type RunningJob } from "./job.ts";

/** Text beyond so many characters without a line end becomes a line of its own. */
const unendedAtMost = 8000;

type Pending = Record<"info" | "warn", string>;
const pending = new WeakMap<RunningJob, Pending>();

type Written = (...args: readonly unknown[]) => boolean;

/** Makes log lines of what components print: the program's own output holds nothing but its data. */
export function captureOutput(): void {
  Object.assign(process.stdout, { write: writer("info") });
  Object.assign(process.stderr, { write: writer("warn") });
}

/** Turns what was printed without a line end into a line. */
export function flushOutput(job: RunningJob): void {
  const rest = pending.get(job);
  pending.delete(job);
  if (rest === undefined) return;
  for (const level of ["info", "warn"] as const) if (rest[level] !== "") job.note(level, rest[level]);
}

function writer(level: "info" | "warn"): Written {
  return (chunk, ...rest) => {
    const job = owner();
    if (job !== undefined) take(job, level, textOf(chunk));
    const done = rest.find((argument) => typeof argument === "function");
    if (done !== undefined) process.nextTick(done);
    return true;
  };
}

function textOf(chunk: unknown): string {
  if (typeof chunk === "string") return chunk;
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString("utf8") : "";
}

function take(job: RunningJob, level: Extract<NoteLevel, "info" | "warn">, text: string): void {
  const state = pending.get(job) ?? { info: "", warn: "" };
  pending.set(job, state);
  const lines = (state[level] + text).split("\n");
  const rest = lines.pop() ?? "";
  for (const line of lines) job.note(level, line.endsWith("\r") ? line.slice(0, -1) : line);
  const isLong = rest.length > unendedAtMost;
  if (isLong) job.note(level, rest);
  state[level] = isLong ? "" : rest;
}
