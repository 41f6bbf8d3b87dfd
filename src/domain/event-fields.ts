import {
  amount,
  list,
  literal,
  named,
  natural,
  object,
  oneOf,
  orNull,
  type ShapeOf,
  text,
  union,
} from "../shape/index.ts";
import { artifactId } from "./id-shapes.ts";

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

export const waitKinds = ["input", "slot", "thread", "gate"] as const;

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
