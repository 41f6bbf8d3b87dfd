import type { StagedObject } from "./artifact-store.ts";
import type { LostWork, Nanoseconds, NoteLevel, RemoteWork } from "./event-fields.ts";
import type { Failure } from "./failure.ts";
import type { ArtifactId, Digest } from "./ids.ts";
import type { MessageRef, RecordedSourceState } from "./message.ts";
import type { PlannedArtifact } from "./plan.ts";

/** One attempt at making one artifact. */
export interface Task {
  readonly artifact: PlannedArtifact;
  /** From 1. */
  readonly attempt: number;
  /** In the order of `artifact.inputs`. */
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly message: MessageRef }[];
  /** Aborts with a Failure-coded reason at a timeout, a cancellation or the cost limit. */
  readonly signal: AbortSignal;
  /** Wall-clock start of the run as recorded. */
  readonly startedAt: string;
}

/** The worker, a process on this or another machine, that makes an artifact. */
export interface RemotePlace {
  readonly host: string;
  /** A UUID. */
  readonly worker: string;
  /** Nanoseconds since the component's code began. */
  readonly age: Nanoseconds;
  /** It waited for a worker, or for a free slot of one. */
  readonly hasWaited: boolean;
}

/**
 * Receives a producer's reports while it works. `started` is called exactly once and first, when the component's code
 * starts.
 */
export interface TaskReport {
  /**
   * `worker` as in `artifact.started`; `waitedFor`: the artifact whose thread it took over, if it had to wait for one;
   * `place`: where, if not in this process.
   */
  readonly started: (worker: number | null, waitedFor?: ArtifactId | null, place?: RemotePlace) => void;
  readonly progress: (done: number, total: number | null) => void;
  /** `place`: where it began again, because an earlier worker was lost or stopped. */
  readonly noted: (level: NoteLevel, text: string, place?: RemotePlace) => void;
  readonly cost: (amount: number, unit: string) => void;
}

/** What is known of an attempt on workers of other processes. Its times are monotonic readings of the host's clock. */
export interface WorkElsewhere {
  readonly remote: RemoteWork | null;
  readonly lost: readonly LostWork[];
}

export type Attempt =
  | {
      readonly outcome: "produced";
      readonly message: MessageRef;
      /** The object that the recorder must store in the transaction of the event; null if it is already stored. */
      readonly object: StagedObject | null;
      /** The state of the source, if it was the same before and after it was read. */
      readonly sourceState?: RecordedSourceState | undefined;
      /** Monotonic reading of the host's clock when the work ended; null: the moment the promise settles. */
      readonly ended: Nanoseconds | null;
      readonly elsewhere?: WorkElsewhere | undefined;
    }
  | {
      readonly outcome: "failed";
      readonly failure: Failure;
      /** The exception's message, to be stored as raw content. */
      readonly object: StagedObject | null;
      readonly ended: Nanoseconds | null;
      readonly elsewhere?: WorkElsewhere | undefined;
    };

/**
 * Makes one artifact. Never rejects because of a component: a component's failure is an Attempt with outcome `failed`.
 * A rejection is a bug of the producer, and the executor fails the artifact with WCT_INTERNAL.
 */
export interface Producer {
  readonly produce: (task: Task, report: TaskReport) => Promise<Attempt>;
}

/** A configuration that a debug session changed. The gate has already validated it, and told the producer. */
export interface ConfigAlteration {
  /** The artifact with the changed configuration and fingerprint. */
  readonly artifact: PlannedArtifact;
  readonly changes: readonly {
    /** Of the value in the configuration, as the user wrote it. */
    readonly path: string;
    /** Digests of the whole configuration as written. */
    readonly oldDigest: Digest;
    readonly newDigest: Digest;
  }[];
}

export type GateDecision =
  /** `altered` counts only before an artifact. */
  | { readonly kind: "pass"; readonly altered?: ConfigAlteration | undefined }
  | { readonly kind: "skip" }
  /** Before an artifact, `retry` is the same as `pass`. */
  | { readonly kind: "retry"; readonly altered?: ConfigAlteration | undefined }
  /**
   * The artifact completes with another output. The gate has already validated that the message conforms to the
   * artifact's schema and is kept like the artifact. The executor records the message unchanged and marks the artifact
   * as altered. Before an artifact: no component runs, and `after` is not called. After it: the decision replaces the
   * produced output or the failure.
   */
  | {
      readonly kind: "replace";
      readonly message: MessageRef;
      /** As in an attempt: null if the object is already stored. */
      readonly object: StagedObject | null;
    };

/** Called before and after each artifact. An open gate answers immediately, without a promise. */
export interface Gate {
  /** `inputs`: in the order of `artifact.inputs`. */
  readonly before: (artifact: PlannedArtifact, inputs: Task["inputs"]) => GateDecision | Promise<GateDecision>;
  readonly after: (artifact: PlannedArtifact, attempt: Attempt) => GateDecision | Promise<GateDecision>;
  /**
   * Returns false if `after` would pass this attempt; it is then not called, and the artifact does not wait for the
   * commit of its attempt. By default, `after` is always called, once the attempt is committed.
   */
  readonly judges?: (artifact: PlannedArtifact, attempt: Attempt) => boolean;
}

const pass: GateDecision = { kind: "pass" };

/** The gate of an ordinary run. */
export const openGate: Gate = { before: () => pass, after: () => pass };
