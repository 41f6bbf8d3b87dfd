import type { ArtifactStatus, EventType } from "../domain/index.ts";

/** Where an artifact stands in a run; finer than its status. */
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

/** Where a run stands. */
export type RunStage = "unborn" | "going" | "paused" | "finished";

type RunEventType = Extract<EventType, `run.${string}`>;

/** What an event says about its artifact; the two outcomes of an attempt are told apart. */
export type ArtifactStep =
  | Exclude<EventType, RunEventType | "artifact.attempted">
  | "attempt.produced"
  | "attempt.failed";

/** What an event says about the run; events about artifacts are all alike here. */
export type RunStep = RunEventType | "artifact";

/** What may follow what. A step that is not in the row of its stage makes the record corrupt. */
export const artifactTransitions: Readonly<
  Record<ArtifactStage, Readonly<Partial<Record<ArtifactStep, ArtifactStage>>>>
> = {
  // Inputs are not there yet.
  waiting: {
    "artifact.ready": "ready",
    "artifact.reused": "reused",
    "artifact.skipped": "skipped",
  },
  // Inputs are there; nothing has begun.
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
  // The work ended well; the gate has not answered. A record that ends here can be resumed with the message.
  produced: {
    "artifact.completed": "completed",
    "artifact.altered": "produced",
    "artifact.started": "working",
    "artifact.failed": "failed",
    "artifact.skipped": "skipped",
  },
  // The work failed; the gate has not answered.
  broken: {
    "artifact.failed": "failed",
    "artifact.altered": "broken",
    "artifact.started": "working",
    "artifact.skipped": "skipped",
  },
  // The four ends: one of them, once.
  completed: { "output.written": "completed" },
  reused: { "output.written": "reused" },
  failed: {},
  skipped: {},
};

export const runTransitions: Readonly<Record<RunStage, Readonly<Partial<Record<RunStep, RunStage>>>>> = {
  unborn: { "run.started": "going" },
  going: { artifact: "going", "run.paused": "paused", "run.finished": "finished" },
  // What was running goes on to its own gate, and the stops that are held change.
  paused: { artifact: "paused", "run.paused": "paused", "run.continued": "going", "run.finished": "finished" },
  finished: {},
};

/** The status that people see at each stage. */
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
