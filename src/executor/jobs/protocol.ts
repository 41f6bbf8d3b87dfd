import type {
  ArtifactId,
  ArtifactStoreLocation,
  ComponentKind,
  Digest,
  Failure,
  JsonObject,
  NoteLevel,
  SchemaRef,
} from "../../domain/index.ts";
import type { BoundConfig, DeclaredPlace, Origin } from "../../plugin/index.ts";
import type { ProcessGrant } from "../../registry/index.ts";
import type { Confidential } from "./redaction.ts";

/** The data that all jobs of one run share. A worker caches what it derives from it under `id`. */
export interface RunContext {
  readonly id: number;
  /** Where workers read inputs; null: they ask the host for them. */
  readonly location: ArtifactStoreLocation | null;
  readonly confidential: Confidential;
}

/** Runs in one process share its threads, which keep the contexts of the newest few runs. */
const runContextsKept = 4;

/**
 * Removes the oldest context. Host and worker call it for each context that is sent, so that both keep the same ones.
 */
export function forgetOldest(known: Map<number, unknown> | Set<number>): void {
  const [oldest] = known.keys();
  if (known.size > runContextsKept && oldest !== undefined) known.delete(oldest);
}

/** The location of a component's code. */
export interface ComponentAddress {
  readonly kind: ComponentKind;
  readonly type: string;
  readonly plugin: string;
  /** File URL of the module whose default export is the plugin. */
  readonly module: string;
  /** What the component's process may do; absent if it runs in a thread. */
  readonly process?: ProcessGrant;
}

/** One artifact among the inputs, with the key of its schema's stream. */
export interface PartAddress {
  readonly artifact: ArtifactId;
  readonly schema: SchemaRef;
  readonly digest: Digest;
  readonly elements: number | null;
  readonly stream: string | null;
}

/** The parts that a processor receives under one schema name. */
export interface InputAddress {
  readonly name: string;
  readonly parts: readonly PartAddress[];
}

export interface ProduceJob {
  /** Whether the job has a time limit, which ends it if it waits forever. */
  readonly hasTimeLimit: boolean;
  readonly component: ComponentAddress;
  readonly config: BoundConfig;
  readonly inputs: readonly InputAddress[];
  readonly startedAt: string;
}

export interface ExportJob {
  readonly hasTimeLimit: boolean;
  readonly component: ComponentAddress;
  readonly input: PartAddress;
  readonly contentSchema: JsonObject | null;
  readonly origins: readonly Origin[];
  readonly declared: DeclaredPlace;
  readonly options: Readonly<Record<string, string>>;
}

/** One job for a worker. Numbers start at 1 and are never reused. */
export interface Order {
  readonly kind: "job";
  readonly number: number;
  readonly stateIndex: number;
  readonly work: JobWork;
  /** The id of a context that was sent before. */
  readonly runContext: number;
}

export type JobWork =
  | { readonly handler: "produce"; readonly job: ProduceJob }
  /** Asks a connector for the present state of its source. */
  | { readonly handler: "source-state"; readonly job: ProduceJob }
  | { readonly handler: "export"; readonly job: ExportJob };

export type ToWorker =
  | Order
  | { readonly kind: "run-context"; readonly runContext: RunContext }
  | { readonly kind: "cancel"; readonly number: number }
  | { readonly kind: "taken"; readonly number: number }
  /** `text` is JSON; null if a reading has no more elements. `problem` explains why the input cannot be read. */
  | {
      readonly kind: "answer";
      readonly number: number;
      readonly request: number;
      readonly text: string | null;
      readonly problem: string | null;
    }
  /** Answered as soon as the worker can process it. */
  | { readonly kind: "ping" };

/** The answer to a worker's question about an input. */
export type InputAnswer = Pick<Extract<ToWorker, { readonly kind: "answer" }>, "text" | "problem">;

/** A message about a job in progress. */
export type JobUpdate =
  | { readonly kind: "started" }
  | { readonly kind: "progress"; readonly done: number; readonly total: number | null }
  | { readonly kind: "noted"; readonly level: NoteLevel; readonly text: string }
  | { readonly kind: "cost"; readonly amount: number; readonly unit: string };

/** A part of a job's output, sent to the host, which checks and stores it. The host answers each with `taken`. */
export type OutputPart =
  /** Elements of the stream: `count` lines of JSON in UTF-8, each with its line feed. */
  | { readonly kind: "elements"; readonly data: Uint8Array; readonly count: number }
  /** A piece of the file that an exporter writes. */
  | { readonly kind: "piece"; readonly data: string | Uint8Array };

/**
 * A question about an input of the job, from a worker that cannot read the store. The host answers it with `answer`.
 */
export interface InputQuestion {
  readonly kind: "ask";
  /** Unique within a job. */
  readonly request: number;
  readonly digest: Digest;
  /** The content beside the stream, or the next elements of a reading. A reading begins with its first question. */
  readonly what: "rest" | { readonly reading: number };
}

/** Returns whether a text may name what a connector compares. It is recorded, so it must not be content. */
export const isSourceStateName = (text: unknown): text is string =>
  typeof text === "string" && /^[\w.,:/ -]{1,64}$/.test(text);

/** The state of a source as a worker reports it: the digest of the connector's description. */
export interface ReportedSourceState {
  readonly by: string;
  readonly digest: Digest;
}

/** The result of a job. */
export type JobOutcome =
  /** The elements that were not sent yet, the content beside the stream as JSON, and the key of its summary. */
  | {
      readonly kind: "produced";
      readonly text: string;
      readonly count: number;
      readonly rest: string;
      readonly summary: string | null;
      /** Null if the connector could not tell it, or if it changed while the source was read. */
      readonly sourceState: ReportedSourceState | null;
    }
  | { readonly kind: "source-state"; readonly sourceState: ReportedSourceState | null }
  /** `said` is the message of an exception, which counts as content. */
  | { readonly kind: "failed"; readonly failure: Failure; readonly said: string | null }
  | { readonly kind: "exported" };

/** Number of parts that a job may send before the host acknowledges them. */
export const partsAhead = 4;

export type FinishedJob = JobOutcome & {
  /** A value of process.hrtime, which all threads of a process share. */
  readonly ended: bigint;
  /** Milliseconds from the begin to the end of the job. */
  readonly took: number;
  /** Whether the job left something in the thread (timers, altered functions, memory) that no other job may meet. */
  readonly isSpent: boolean;
};

export type FromWorker = Exclude<JobUpdate, { readonly kind: "started" }> | OutputPart | InputQuestion | FinishedJob;

/** A message from a worker: that it is ready, sent first and once; an answer to a ping; or a message of a job. */
export type WorkerReport = "ready" | "pong" | { readonly number: number; readonly message: FromWorker };

/** A process shares no memory with the host, so it reports which job it has begun. */
export type ProcessReport = WorkerReport | { readonly begun: number };
