import {
  amount,
  list,
  literal,
  named,
  natural,
  object,
  oneOf,
  optional,
  orNull,
  type ShapeOf,
  text,
  union,
} from "../shape/index.ts";
import { artifactId, uuid } from "./id-shapes.ts";

/** Monotonic nanoseconds since `run.started`. Integers below 2^53, which is enough for a run of a hundred days. */
export type Nanoseconds = number;
export const nanoseconds = (about: string) => natural(`${about} Nanoseconds since run.started, monotonic.`);

export const runModes = ["run", "debug"] as const;
export type RunMode = (typeof runModes)[number];

export const runOutcomes = ["completed", "failed", "cancelled", "timed-out"] as const;
export type RunOutcome = (typeof runOutcomes)[number];
export const runStatuses = ["running", "completed", "failed", "cancelled", "timed-out", "interrupted"] as const;
export type RunStatus = (typeof runStatuses)[number];

/** `interrupted`: the artifact was running when the process ended. */
export type ArtifactStatus = "pending" | "running" | "completed" | "reused" | "failed" | "skipped" | "interrupted";

export const skipReasons = [
  "input-failed",
  "input-skipped",
  "debugger",
  "cancelled",
  "timeout",
  "cost-limit",
  "not-selected",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** `fork-altered`: by a fork, although it, or something it was made from, was changed by hand in the earlier run. */
export const reuseReasons = ["resume", "reuse", "unchanged", "fork", "fork-altered"] as const;
export type ReuseReason = (typeof reuseReasons)[number];

export const noteLevels = ["debug", "info", "warn", "error"] as const;
export type NoteLevel = (typeof noteLevels)[number];

/** `worker`: a worker of another process, or a free slot of one. */
export const waitKinds = ["input", "slot", "thread", "gate", "worker"] as const;

export const releasedBy = union(
  [
    object({ kind: literal("start") }, "It did not wait."),
    object(
      {
        kind: oneOf(waitKinds, "What it waited for last."),
        artifact: orNull(artifactId("The artifact that released it."), "no artifact released it"),
      },
      "It waited.",
    ),
  ],
  "What released it.",
);
/** What an artifact waited for last before it started. */
export type ReleasedBy = ShapeOf<typeof releasedBy>;

const singleCost = object({ amount: amount("How much."), unit: text("Of what.") }, "One cost.");
export interface Cost extends ShapeOf<typeof singleCost> {}
export const costs = list<Cost>(singleCost, "Costs reported by the component.");

const host = text("Name of its machine.");
const worker = uuid("Id of the worker.");
const thread = orNull(natural("Number of the worker's thread, from 0."), "not in a thread of its own");

/** The times have the duration that the worker's monotonic clock measured, and lie in what this process saw itself. */
const remoteWork = object(
  {
    host,
    worker,
    thread,
    began: nanoseconds("Time at which its code began."),
    ended: nanoseconds("Time at which it ended."),
  },
  "The worker that the attempt ended on.",
);
export interface RemoteWork extends ShapeOf<typeof remoteWork> {}

const lostWork = object(
  {
    host,
    worker,
    thread,
    reason: oneOf(["lost", "given-back"], "Whether the worker was lost, or stopped and gave it back."),
    began: orNull(nanoseconds("Time at which its code began."), "it had not begun, as far as is known"),
    ended: nanoseconds("Time at which the loss was known."),
    progress: orNull(
      object(
        { done: amount("Number of finished units."), total: orNull(amount("Of how many."), "not known") },
        "The last.",
      ),
      "it reported none",
    ),
    cost: list<Cost>(singleCost, "Costs that it had reported; they are part of the attempt's."),
  },
  "What is known of work on a worker that was lost.",
);
/** Work of a worker that was lost before it ended. */
export interface LostWork extends ShapeOf<typeof lostWork> {}

export const attemptedOn = {
  remote: optional(remoteWork),
  lost: optional(list<LostWork>(lostWork, "Workers that were lost while they made it, in order.")),
};

export const counts = named(
  "Counts",
  object(
    {
      completed: natural("Number of completed artifacts."),
      reused: natural("Number of artifacts reused from earlier runs."),
      failed: natural("Number of failed artifacts, including optional ones."),
      skipped: natural("Number of artifacts that were not started."),
      optionalFailed: natural("Number of failed artifacts that are optional."),
    },
    "Number of artifacts by result.",
  ),
);
export interface Counts extends ShapeOf<typeof counts> {}
