import type { ArtifactStatus, EventType } from "../domain/index.ts";

/** The stage of an artifact in a run; finer than its status. */
export type ArtifactStage =
  | "waiting"
  | "ready"
  | "working"
  | "produced"
  | "broken"
  | "completed"
  | "reused"
  | "failed"
  | "skipped";

/** The stage of a run. */
export type RunStage = "unstarted" | "going" | "paused" | "finished";

type RunEventType = Extract<EventType, `run.${string}`>;

/** The step of an event for its artifact. The two outcomes of an attempt are separate steps. */
export type ArtifactStep =
  | Exclude<EventType, RunEventType | "artifact.attempted">
  | "attempt.produced"
  | "attempt.failed";

/** The step of an event for the run. All events about artifacts are the same step. */
export type RunStep = RunEventType | "artifact";

/** The allowed transitions. A step that is not in the row of its stage makes the record corrupt. */
export const artifactTransitions: Readonly<
  Record<ArtifactStage, Readonly<Partial<Record<ArtifactStep, ArtifactStage>>>>
> = {
  // Inputs are not available yet.
  waiting: {
    "artifact.ready": "ready",
    "artifact.reused": "reused",
    "artifact.skipped": "skipped",
  },
  // Inputs are available; no work has started.
  ready: {
    "artifact.started": "working",
    "artifact.altered": "ready",
    "artifact.reused": "reused",
    "artifact.skipped": "skipped",
  },
  // The component's code runs.
  working: {
    "artifact.progress": "working",
    "artifact.noted": "working",
    "attempt.produced": "produced",
    "attempt.failed": "broken",
  },
  // The work succeeded; the gate has not decided yet. A record that ends here can be resumed with the message.
  produced: {
    "artifact.completed": "completed",
    "artifact.altered": "produced",
    "artifact.started": "working",
    "artifact.failed": "failed",
    "artifact.skipped": "skipped",
  },
  // The work failed; the gate has not decided yet.
  broken: {
    "artifact.failed": "failed",
    "artifact.altered": "broken",
    "artifact.started": "working",
    "artifact.skipped": "skipped",
  },
  // The four ends. An artifact reaches exactly one of them, once.
  completed: { "output.written": "completed" },
  reused: { "output.written": "reused" },
  failed: {},
  skipped: {},
};

export const runTransitions: Readonly<Record<RunStage, Readonly<Partial<Record<RunStep, RunStage>>>>> = {
  unstarted: { "run.started": "going" },
  going: { artifact: "going", "run.paused": "paused", "run.finished": "finished" },
  // Running artifacts continue to their own gate, and the artifacts held at gates change.
  paused: { artifact: "paused", "run.paused": "paused", "run.continued": "going", "run.finished": "finished" },
  finished: {},
};

/** The status that is shown for each stage. */
export const statusAt: Readonly<Record<ArtifactStage, ArtifactStatus>> = {
  waiting: "pending",
  ready: "pending",
  working: "running",
  produced: "running",
  broken: "running",
  completed: "completed",
  reused: "reused",
  failed: "failed",
  skipped: "skipped",
};
