import type { Ended, Job, JobUpdate, Loss } from "../jobs/index.ts";
import type { OpenTransport, Transport } from "./transport/index.ts";

/**
 * The job has not begun and will not begin here: it was taken back, or the thread was lost or spent before its turn.
 */
export interface Withdrawn {
  readonly kind: "withdrawn";
}

export type CallOutcome = Ended | Withdrawn;

/** A job as passed to a channel. */
export interface NewJob extends Pick<Job, "work" | "runContext" | "take" | "answer"> {
  /** Receives messages of the job. Reports the start once its turn has come and the worker is ready. */
  readonly said: (said: JobUpdate) => void;
  /** Called once with the job's result, with the loss of its worker, or with the notice that it must run elsewhere. */
  readonly ended: (outcome: CallOutcome) => void;
}

/** A job that a worker has been given. */
export interface GivenJob {
  /** Ends the job as withdrawn. Returns false if it has begun. */
  readonly takeBack: () => boolean;
  readonly cancel: () => void;
  /** Ends the job from outside, unless its own end has already arrived. */
  readonly giveUp: (how: Loss) => void;
}

/**
 * The channel by which the host gives jobs to one worker. All jobs share it, because a channel per job would cost more
 * than a small job.
 */
export interface WorkerChannel {
  /** Whether a job may be given behind another. */
  readonly canQueue: boolean;
  /**
   * Gives a job. Behind another one, it waits in the thread for that one's end, so that the thread need not wait for
   * the host.
   */
  readonly give: (job: NewJob) => GivenJob;
  readonly isReady: () => boolean;
  /** Withdraws the oldest job that waits behind another. Returns false if there is none. */
  readonly withdraw: () => boolean;
  /** Returns whether the worker is ready and has not begun a job whose turn it is. */
  readonly hasUnbegun: () => boolean;
  readonly memory: Transport["memory"];
  /** Settles when the worker processes it. */
  readonly ping: () => Promise<void>;
  /** Ends all remaining jobs and the worker. `isDoubtful`: another worker may be at fault. */
  readonly end: (how: Loss, isDoubtful?: boolean) => Promise<void>;
}

export interface WorkerChannelOptions {
  /** Maximum number of concurrent jobs, or of jobs given in advance if they run sequentially. */
  readonly jobs: number;
  readonly isSerial: boolean;
  readonly memoryLimitMb: number;
  readonly open: OpenTransport;
  /** Called when the worker has ended. Its jobs end next. */
  readonly lost: () => void;
}
