import type { Cost, NoteLevel } from "./event-fields.ts";
import type { Failure } from "./failure.ts";
import type { ArtifactId, Digest, RunId } from "./ids.ts";
import type { MessageRef, RecordedSourceState } from "./message.ts";

/** What a job consists of. It contains references only: no content, no configuration, no value of a variable. */
export interface RemoteOrder {
  readonly run: RunId;
  /** Digest of the stored plan. */
  readonly plan: Digest;
  readonly artifact: ArtifactId;
  readonly attempt: number;
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly message: MessageRef }[];
  readonly startedAt: string;
  /** The version of wct that submitted it. */
  readonly wct: string;
  /** The object that lists the files of the run for workers, which need not have them; null if there are none. */
  readonly files: Digest | null;
}

/** A file that a component reads, stored as an object. */
export interface TravellingFile {
  /** HMACs, with the store's key, of its path, absolute and from the current folder. */
  readonly keys: readonly Digest[];
  /** Digest of the file. */
  readonly file: Digest;
  /** The object with its bytes. */
  readonly object: Digest;
}

/** One job in the queue. */
export interface RemoteJob {
  /** Derived from run, artifact and attempt, so that submitting it twice makes one job. */
  readonly id: string;
  /** A worker needs all of them. */
  readonly labels: readonly string[];
  /** Higher ones start first. */
  readonly priority: number;
  readonly order: RemoteOrder;
}

/** An object that a worker has stored, and that no frame names yet. */
export interface RemoteObject {
  readonly digest: Digest;
  readonly bytes: number;
  readonly elements: number | null;
  readonly storedBytes: number;
}

/** What a component reported since the last report. Costs are totals of the attempt, so that none counts twice. */
export interface RemoteReport {
  /** Number of the thread; null if the artifact shares one. Absent before the component's code begins. */
  readonly thread?: number | null | undefined;
  /** Milliseconds since the component's code began, on the worker's monotonic clock. */
  readonly ranMs: number;
  /** Present if it waited for a worker: the artifact whose slot it took over, if that is known. */
  readonly waitedFor?: ArtifactId | null | undefined;
  /** The worker was lost; others tell of it. */
  readonly isLost?: boolean | undefined;
  /** The worker was stopped, and gave the job to others. */
  readonly isGivenBack?: boolean | undefined;
  readonly notes: readonly { readonly level: NoteLevel; readonly text: string }[];
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  readonly costs: readonly Cost[];
}

/** How an attempt ended on a worker. */
interface RemoteEnd {
  readonly object: RemoteObject | null;
  readonly report: RemoteReport;
}

export type RemoteOutcome =
  | (RemoteEnd & {
      readonly outcome: "produced";
      readonly message: MessageRef;
      readonly sourceState?: RecordedSourceState | undefined;
    })
  | (RemoteEnd & { readonly outcome: "failed"; readonly failure: Failure })
  /** Its workers were lost as often as is allowed, or no worker that is there may make it. */
  | { readonly outcome: "lost" | "unfit"; readonly text: string };

/** A worker as it registers itself. */
export interface WorkerFacts {
  /** A UUID. */
  readonly id: string;
  readonly host: string;
  readonly process: number;
  readonly wct: string;
  readonly node: string;
  readonly labels: readonly string[];
  readonly slots: number;
}

/** A worker as others see it. */
export interface KnownWorker extends WorkerFacts {
  readonly isAlive: boolean;
  /** It was stopped, and gave its jobs back. */
  readonly hasLeft: boolean;
  readonly startedAt: string;
  readonly seenAt: string;
  /** The artifacts that it makes. */
  readonly makes: readonly { readonly run: RunId; readonly artifact: string }[];
}

/** A job that a worker has taken. `claim` numbers the takings of a job, and fences its completion. */
export interface ClaimedJob {
  readonly id: string;
  readonly claim: number;
  /** Not checked yet. */
  readonly order: unknown;
}

export type JobRef = Pick<ClaimedJob, "id" | "claim">;

/** A message about a job for its run's coordinator. Its body comes from a worker, and is not checked yet. */
export interface RemoteUpdate {
  readonly job: string;
  readonly claim: number;
  readonly worker: string | null;
  readonly host: string | null;
  readonly body: unknown;
  /** Whether the store has the object that it names, and, if it is small, with the bytes of its digest. */
  readonly hasObject: boolean;
}

export interface RunUpdates {
  /** In order, for each claim of a job. */
  readonly reports: readonly RemoteUpdate[];
  readonly outcomes: readonly RemoteUpdate[];
}

/** `all` sends every artifact that a worker can make; `slow` those that are labelled, or expected to take long. */
export type RemoteMode = "all" | "slow";

/** A coordinator of a run: the run, and its writer by id. Only the current writer of a run has a say in its jobs. */
export interface RunHolder {
  readonly run: RunId;
  readonly writer: string;
}

/** The queue as the coordinator of a run uses it. */
export interface CoordinatorQueue {
  /** Notes which artifacts of a run workers make, for a coordinator that adopts it, and of which plan, for workers. */
  readonly mark: (run: RunId, of: { readonly mode: RemoteMode; readonly plan: Digest }) => Promise<void>;
  /** Returns the runs that workers make and whose coordinator is gone, oldest first. */
  readonly abandoned: () => Promise<readonly { readonly run: RunId; readonly mode: RemoteMode }[]>;
  /**
   * Inserts jobs. Those that are there stay as they are. `near`: workers that should make them if they are free. Throws
   * WCT_STORE_WRITE_FAILED if another holds the run.
   */
  readonly submit: (holder: RunHolder, jobs: readonly RemoteJob[], near: readonly string[]) => Promise<void>;
  /** Removes jobs; a worker that makes one is told. Throws WCT_STORE_WRITE_FAILED if another holds the run. */
  readonly withdraw: (holder: RunHolder, jobs: readonly string[]) => Promise<void>;
  /**
   * `held`: outcomes that the caller has and no frame has consumed yet; they are left out. There are none for one that
   * does not hold the run.
   */
  readonly updates: (holder: RunHolder, held: readonly string[]) => Promise<RunUpdates>;
  /** Calls the listener when there may be outcomes of a run. Reports are looked for. */
  readonly onUpdate: (run: RunId, listener: () => void) => Promise<() => Promise<void>>;
  readonly workers: () => Promise<readonly KnownWorker[]>;
  /** Gives the jobs of workers that are gone to others. */
  readonly sweep: () => Promise<void>;
  /** Removes all that is left of a run's jobs. Nobody can take it over any more. */
  readonly clear: (run: RunId) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The queue as a worker uses it. */
export interface WorkerQueue {
  readonly register: (worker: WorkerFacts & { readonly leaseMs: number }) => Promise<void>;
  /**
   * Renews the lease, and releases claims of the worker that are not among `holds`: a server that crashed has forgotten
   * that they were completed. Returns those of `holds` that are not the worker's: they were completed, or withdrawn and
   * the notification was lost. Returns null if others count this worker as gone: none of its jobs is its own.
   */
  readonly renew: (
    worker: string,
    lease: { readonly leaseMs: number; readonly holds: readonly JobRef[] },
  ) => Promise<readonly JobRef[] | null>;
  readonly leave: (worker: string) => Promise<void>;
  readonly take: (worker: Pick<WorkerFacts, "id" | "labels">, most: number) => Promise<readonly ClaimedJob[]>;
  /** Returns false if the attempt is no longer the worker's. */
  readonly report: (job: JobRef, report: RemoteReport) => Promise<boolean>;
  /** Stores outcomes and completions in one transaction. Attempts that are no longer the worker's are left out. */
  readonly complete: (jobs: readonly CompletedJob[]) => Promise<void>;
  /** Does both, without waiting in between if it can. Only completing rejects. */
  readonly completeAndTake: (jobs: readonly CompletedJob[], taking: JobTaking) => Promise<void>;
  /** Gives a job to others. `unfit`: why this worker cannot make it. */
  readonly giveBack: (job: JobRef, unfit: string | null) => Promise<void>;
  /** Calls the listeners when there may be jobs, and when a job is withdrawn. */
  readonly listen: (on: WorkerQueueListener) => Promise<JobListening>;
  readonly close: () => Promise<void>;
}

/** Jobs that a worker takes while it completes others. */
export interface JobTaking {
  readonly worker: Pick<WorkerFacts, "id" | "labels">;
  readonly most: number;
  /**
   * Called at most once, as soon as it is known what was taken, also if the others are not completed yet, or cannot be.
   * Null: taking failed, and there may be jobs.
   */
  readonly taken: (jobs: readonly ClaimedJob[] | null) => void;
}

export interface CompletedJob extends JobRef {
  readonly outcome: RemoteOutcome;
  readonly inline: readonly InlineContent[];
}

export interface JobListening {
  /** Hears nothing, for a worker that can take no jobs; it learns of withdrawn jobs when it renews its lease. */
  readonly pause: () => void;
  /** Returns whether it was paused. */
  readonly resume: () => Promise<boolean>;
  readonly close: () => void;
}

export interface WorkerQueueListener {
  /** `workers`: those that should look first; null: all should. */
  readonly jobs: (workers: readonly string[] | null) => void;
  readonly withdrawn: (job: string) => void;
}

/** A small object that travels with its outcome. */
export interface InlineContent {
  readonly digest: string;
  readonly data: Uint8Array;
}
