import type { MessagePort } from "node:worker_threads";
import type {
  ArtifactId,
  ArtifactStoreLocation,
  ComponentKind,
  Digest,
  Failure,
  JsonObject,
  MessageRef,
  NoteLevel,
  SchemaRef,
  StagedObject,
} from "../../domain/index.ts";
import type { BoundConfig, Origin } from "../../plugin/index.ts";
import type { JobCells } from "./cells.ts";
import type { Confidential } from "./redaction.ts";

/** What every job of one run shares; a worker keeps what it derives from it under `id`. */
export interface Surroundings {
  readonly id: number;
  readonly location: ArtifactStoreLocation;
  readonly confidential: Confidential;
}

/** Runs of one process share its threads, which remember the newest few surroundings. */
const surroundingsKept = 4;

/** Forgets the oldest surroundings; called on both sides for each that is told, so that both remember the same. */
export function forgetOldest(known: Map<number, unknown> | Set<number>): void {
  const [oldest] = known.keys();
  if (known.size > surroundingsKept && oldest !== undefined) known.delete(oldest);
}

/** A component as a worker finds it. */
export interface ComponentAddress {
  readonly kind: ComponentKind;
  readonly type: string;
  readonly plugin: string;
  /** File URL of the module whose default export is the plugin. */
  readonly module: string;
}

/** One artifact among the inputs, with the stream's key of its schema. */
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
  readonly component: ComponentAddress;
  readonly config: BoundConfig;
  readonly inputs: readonly InputAddress[];
  readonly outputSchema: SchemaRef;
  readonly retain: boolean;
  /** Whether raw content stays after the run: the message of an exception is raw, whatever the artifact is. */
  readonly retainRaw: boolean;
  readonly startedAt: string;
}

export interface ExportJob {
  readonly component: ComponentAddress;
  readonly input: PartAddress;
  readonly contentSchema: JsonObject | null;
  readonly origins: readonly Origin[];
  /** Absolute. */
  readonly path: string;
}

/** A thread's end of the line over which it is given work; taken from its `workerData` before a component can look. */
export interface LineEnd {
  readonly port: MessagePort;
  readonly cells: JobCells;
  /** One job at a time, each taken by its cell; otherwise each begins when it comes. */
  readonly isSerial: boolean;
  readonly memoryLimitMb: number;
}

/** One job of a thread; numbers are from 1 and never used again. */
export interface Order {
  readonly kind: "job";
  readonly number: number;
  readonly cell: number;
  readonly work: Work;
  /** Which surroundings; told before. */
  readonly surroundings: number;
}

export type Work =
  | { readonly handler: "produce"; readonly job: ProduceJob }
  | { readonly handler: "export"; readonly job: ExportJob };

export type ToWorker =
  | Order
  | { readonly kind: "surroundings"; readonly surroundings: Surroundings }
  | { readonly kind: "cancel"; readonly number: number }
  /** Answered as soon as the thread comes round to it. */
  | { readonly kind: "ping" };

/** What is said of a job while it is worked on. */
export type Said =
  | { readonly kind: "started" }
  | { readonly kind: "progress"; readonly done: number; readonly total: number | null }
  | { readonly kind: "noted"; readonly level: NoteLevel; readonly text: string }
  | { readonly kind: "cost"; readonly amount: number; readonly unit: string };

/** What a job came to. */
export type Ending =
  | { readonly kind: "produced"; readonly message: MessageRef; readonly object: StagedObject | null }
  | { readonly kind: "failed"; readonly failure: Failure; readonly object: StagedObject | null }
  | { readonly kind: "exported"; readonly digest: Digest; readonly bytes: number };

export type Settled = Ending & {
  /** A reading of process.hrtime, which all threads of a process share. */
  readonly ended: bigint;
  /** Milliseconds from its begin to its end. */
  readonly took: number;
  /** The thread holds what the job left behind (timers, altered functions, memory), which no other job may meet. */
  readonly isSpent: boolean;
};

export type FromWorker = Exclude<Said, { readonly kind: "started" }> | Settled;

/** What comes over the line: that the thread is up, once and first; answers to pings; what a job says. */
export type Report = "ready" | "pong" | { readonly number: number; readonly message: FromWorker };
