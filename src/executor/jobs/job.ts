import type { ArtifactId } from "../../domain/index.ts";
import type {
  FinishedJob,
  InputAnswer,
  InputQuestion,
  JobUpdate,
  JobWork,
  OutputPart,
  RunContext,
} from "./protocol.ts";

/** The artifact that a job makes; null for an export. */
export type JobArtifact = ArtifactId | null;

/** One job, for any worker. */
export interface Job {
  readonly holder: JobArtifact;
  readonly work: JobWork;
  readonly runContext: RunContext;
  readonly signal: AbortSignal;
  readonly said: (said: Exclude<JobUpdate, { readonly kind: "started" }>) => void;
  /** Stores a part of the output. Returns false if the part cannot be stored; no more output is wanted then. */
  readonly take: (part: OutputPart) => Promise<boolean>;
  /** Reads an input for a worker that cannot read it itself. */
  readonly answer: (question: InputQuestion) => Promise<InputAnswer>;
  /**
   * Called when the component's code begins. `worker` is null for a shared worker. `waitedFor` is the previous holder
   * of the worker if the job had to wait for it; undefined if it did not wait. Called before the job ends, and again
   * when the job is repeated.
   */
  readonly begun: (worker: number | null, waitedFor: JobArtifact | undefined) => void;
}

/** How a worker was lost during a job; `garbled`: it sent data that is not a worker's message. */
export type Loss = "exit" | "memory" | "unresponsive" | "blocked" | "garbled";

export interface Lost {
  readonly kind: "lost";
  readonly how: Loss;
  /**
   * Whether other jobs shared the worker, or the resource that caused its loss, so that it is unknown which job is at
   * fault.
   */
  readonly hadNeighbours: boolean;
}

/** The result of a job that began. */
export type Ended = FinishedJob | Lost;

/** Runs jobs. Neither method rejects because of a component's behaviour. */
export interface JobRunner {
  /**
   * Runs a job in a worker of its own, in order of arrival. Returns null if the signal aborts, or the runner closes,
   * before it begins.
   */
  readonly run: (job: Job) => Promise<Ended | null>;
  /** Runs a job in the worker for components of a plugin that only wait. It is never full. */
  readonly share: (job: Job) => Promise<Ended>;
}
