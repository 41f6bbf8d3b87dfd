import type { StagedObject } from "./artifact-store.ts";
import type { Nanoseconds, NoteLevel } from "./event.ts";
import type { Failure } from "./failure.ts";
import type { ArtifactId } from "./ids.ts";
import type { MessageRef } from "./message.ts";
import type { PlannedArtifact } from "./plan.ts";

/** One attempt at making one artifact. */
export interface Task {
  readonly artifact: PlannedArtifact;
  /** From 1. */
  readonly attempt: number;
  /** In the order of `artifact.inputs`. */
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly message: MessageRef }[];
  /** Aborts with a Failure-coded reason at a timeout, a cancel or the cost limit. */
  readonly signal: AbortSignal;
  /** Wall-clock start of the run as recorded. */
  readonly startedAt: string;
}

/** What a producer tells while it works. `started` comes exactly once and first, when the component's code begins. */
export interface TaskReport {
  /** `worker` as in `artifact.started`; `waitedFor`: the artifact whose thread it got, if it had to wait for one. */
  readonly started: (worker: number | null, waitedFor?: ArtifactId | null) => void;
  readonly progress: (done: number, total: number | null) => void;
  readonly noted: (level: NoteLevel, text: string) => void;
  readonly cost: (amount: number, unit: string) => void;
}

export type Attempt =
  | {
      readonly outcome: "produced";
      readonly message: MessageRef;
      /** What the recorder must store in the transaction of the event; null when the object is stored already. */
      readonly object: StagedObject | null;
      /** Monotonic clock reading where the work ended, on the host's clock; null: the moment of settling. */
      readonly ended: Nanoseconds | null;
    }
  | {
      readonly outcome: "failed";
      readonly failure: Failure;
      /** An exception's message, to be stored as raw content. */
      readonly object: StagedObject | null;
      readonly ended: Nanoseconds | null;
    };

/**
 * Makes one artifact. Never rejects for what a component does: that is an Attempt with outcome `failed`. A rejection
 * is a bug of the producer; the executor fails the artifact with WCT_INTERNAL.
 */
export interface Producer {
  readonly produce: (task: Task, report: TaskReport) => Promise<Attempt>;
}

export type GateDecision = { readonly kind: "pass" } | { readonly kind: "skip" } | { readonly kind: "retry" };

/** Asked before and after each artifact. An open gate answers at once, without a promise. */
export interface Gate {
  readonly before: (artifact: PlannedArtifact) => GateDecision | Promise<GateDecision>;
  readonly after: (artifact: PlannedArtifact, attempt: Attempt) => GateDecision | Promise<GateDecision>;
}

const pass: GateDecision = { kind: "pass" };

/** The gate of an ordinary run. */
export const openGate: Gate = { before: () => pass, after: () => pass };
