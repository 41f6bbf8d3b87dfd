import type { MessagePort } from "node:worker_threads";
import type {
  ArtifactId,
  ArtifactStoreLocation,
  ComponentKind,
  Digest,
  Failure,
  MessageRef,
  NoteLevel,
  SchemaRef,
  StagedObject,
} from "../../domain/index.ts";
import type { BoundConfig } from "../../plugin/index.ts";
import type { Confidential } from "./redaction.ts";

/** What every job of one run shares; a worker keeps what it derives from it under `id`. */
export interface Surroundings {
  readonly id: number;
  readonly location: ArtifactStoreLocation;
  readonly confidential: Confidential;
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
  /** Absolute. */
  readonly path: string;
}

/** What crosses to the worker besides the job. */
export interface Envelope<Job> {
  readonly job: Job;
  readonly surroundings: Surroundings;
  readonly port: MessagePort;
  /** 1 from the moment of cancellation; seen by synchronous loops too. */
  readonly cancelled: Int32Array;
}

/** What a worker says while it works. */
export type Said =
  | { readonly kind: "started" }
  | { readonly kind: "progress"; readonly done: number; readonly total: number | null }
  | { readonly kind: "noted"; readonly level: NoteLevel; readonly text: string }
  | { readonly kind: "cost"; readonly amount: number; readonly unit: string };

/** How a job ended. `ended` is a reading of process.hrtime, which all threads of a process share. */
export type Settled =
  | {
      readonly kind: "produced";
      readonly ended: bigint;
      readonly message: MessageRef;
      readonly object: StagedObject | null;
    }
  | {
      readonly kind: "failed";
      readonly ended: bigint;
      readonly failure: Failure;
      readonly object: StagedObject | null;
      /** An exception reached the thread's top: what it left behind is unknown. */
      readonly isUnsound: boolean;
    }
  | { readonly kind: "exported"; readonly ended: bigint; readonly digest: Digest; readonly bytes: number };

export type FromWorker = Said | Settled;

/** The two things that a worker can do; names of the exports of its entry. */
export type Handler = "produce" | "exportFile";
