import type { Counts, RunEvent, RunMode, RunStatus } from "./event.ts";
import type { Digest, RunId, SchemaRef } from "./ids.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/** An object that is written but not yet committed with its event. */
export type StagedObject =
  /** The stored form of a small object (at most 64 KiB of message bytes), committed with the event. */
  | {
      readonly kind: "inline";
      readonly digest: Digest;
      readonly data: Uint8Array;
      readonly bytes: number;
      readonly elements: number | null;
    }
  /** A large object: its file is complete, synced and in its place already. */
  | {
      readonly kind: "file";
      readonly digest: Digest;
      readonly bytes: number;
      readonly elements: number | null;
      readonly storedBytes: number;
    }
  /** Content that is gone when the store closes: an encrypted file in the spool, never named by the database. */
  | {
      readonly kind: "spooled";
      readonly digest: Digest;
      readonly bytes: number;
      readonly elements: number | null;
    };

/** Where an ArtifactStore is, so that a worker thread can open it for itself; null when it cannot be shared. */
export type ArtifactStoreLocation =
  | { readonly kind: "sqlite"; readonly dir: string; readonly spool: SpoolLocation | null }
  /** A bundle; `dir` is the file. */
  | { readonly kind: "bundle"; readonly dir: string; readonly spool: null };

/** Objects that are gone when the run ends: encrypted files under a key that is never written. */
export interface SpoolLocation {
  readonly dir: string;
  readonly key: Uint8Array;
}

/** Takes a message as it is made. Memory stays bounded by a few chunks. */
export interface MessageWriter {
  /** Appends elements; throws WCT_PRODUCE_OUTPUT_INVALID for what JSON cannot hold (undefined, NaN, BigInt, Date, class instances). */
  readonly write: (elements: readonly JsonValue[]) => void;
  /** Appends the rest and the schema, completes the object. `stream`: whether the schema has one. */
  readonly finish: (
    schema: SchemaRef,
    rest: JsonObject,
    options: { readonly stream: boolean },
  ) => Promise<StagedObject>;
  /** Drops what was written. */
  readonly abort: () => void;
}

/** Reads a stored message. Checks digests of what it reads: a damaged object throws WCT_RUN_RECORD_CORRUPT. */
export interface MessageReader {
  readonly schema: SchemaRef;
  readonly elements: number | null;
  readonly bytes: number;
  /** The content without the stream. */
  readonly rest: () => Promise<JsonObject>;
  /** Elements from..to (exclusive; all by default), in batches of some hundreds. Reads only the chunks it needs. */
  readonly batches: (from?: number, to?: number) => AsyncIterable<readonly JsonValue[]>;
  /** The message's bytes, in order, as hashed. */
  readonly raw: () => AsyncIterable<Uint8Array>;
}

export interface ArtifactStore {
  readonly location: ArtifactStoreLocation | null;
  readonly has: (digest: Digest) => Promise<boolean>;
  /** Throws WCT_RUN_ARTIFACT_ABSENT when it is not there. */
  readonly open: (digest: Digest) => Promise<MessageReader>;
  /** `spool`: content that must be gone when the run ends (needs a location with a spool). */
  readonly writer: (options?: { readonly spool?: boolean }) => MessageWriter;
  /** Reads the whole object and compares its digest. */
  readonly verify: (digest: Digest) => Promise<"intact" | "damaged" | "absent">;
  readonly digests: () => AsyncIterable<Digest>;
}

/** One row of the runs projection; derived from the events, can be rebuilt. */
export interface RunSummary {
  readonly id: RunId;
  readonly uuid: string;
  readonly mode: RunMode;
  readonly status: RunStatus;
  readonly runbook: { readonly name: string; readonly path: string };
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
  readonly artifacts: number;
  readonly counts: Counts;
  readonly events: number;
  /** Hash of the last frame, hexadecimal. */
  readonly head: Digest;
}

/** The frame of one commit: events in order, and the objects that they need. */
export interface RecordFrame {
  readonly events: readonly RunEvent[];
  readonly objects: readonly StagedObject[];
}

/** The only writer of a run. */
export interface RunWriter {
  readonly run: RunId;
  /** Commits at once, durably against a killed process. Throws WCT_STORE_WRITE_FAILED. */
  readonly append: (frame: RecordFrame) => void | Promise<void>;
  /** Hash of the last committed frame. */
  readonly head: () => Digest;
  /** Lets go of the run; liveness ends. */
  readonly close: () => Promise<void>;
}

export interface RunFilter {
  readonly status?: RunStatus;
  readonly runbook?: string;
  readonly since?: Date;
  readonly limit?: number;
}

export interface ChainReport {
  readonly run: RunId;
  readonly frames: number;
  readonly events: number;
  readonly head: Digest | null;
  /** What is wrong, in order; empty: intact. */
  readonly damage: readonly { readonly seq: number | null; readonly what: string }[];
}

export interface ExecutionStore {
  /** Takes the first free run id of that second, and the writer's liveness. */
  readonly createRun: (startedAt: Date) => Promise<RunWriter>;
  /** Newest first. A running record whose writer is gone is `interrupted`. Rows that cannot be read are left out. */
  readonly runs: (filter?: RunFilter) => Promise<readonly RunSummary[]>;
  readonly run: (id: RunId) => Promise<RunSummary | null>;
  /**
   * In order from sequence number `from` (1). A message whose content was pruned says `kept: false`, whatever was
   * recorded. Throws WCT_RUN_RECORD_CORRUPT, WCT_RUN_NOT_FOUND.
   */
  readonly events: (id: RunId, from?: number) => AsyncIterable<RunEvent>;
  /** Every run that is recorded, newest first, also those whose row `runs` cannot read and leaves out. */
  readonly ids: () => Promise<readonly RunId[]>;
  /** What is kept of a run beside its events. Throws WCT_RUN_NOT_FOUND. */
  readonly keeping: (id: RunId) => Promise<RunKeeping>;
  /** Frames, chain, and what the list of runs says. Whatever is damaged is in the report; throws WCT_RUN_NOT_FOUND. */
  readonly verifyChain: (id: RunId) => Promise<ChainReport>;
  /** Derives the runs projection again from the events. */
  readonly rebuild: () => Promise<void>;
}

/** Why content that a run recorded as kept is no longer with it. */
export type GoneReason = "pruned" | "erased" | "left-out";

/** A tombstone: all that is known of content that is gone. */
export interface GoneContent {
  readonly digest: Digest;
  readonly reason: GoneReason;
  /** ISO wall clock; null for what a bundle leaves out, which is no event of the run's history. */
  readonly at: string | null;
}

/** Whether a copy of a run carries raw content (`all`) or leaves it out (`derived`). */
export type CopiedContent = "all" | "derived";

export interface RunKeeping {
  /** How the run came here from a bundle; null: it was recorded here. */
  readonly imported: CopiedContent | null;
  /** By digest, ascending. */
  readonly gone: readonly GoneContent[];
}

export interface CopyRequest {
  readonly run: RunId;
  /** Objects that the copy carries. */
  readonly objects: readonly Digest[];
  /** Objects that the run holds and the copy leaves out. */
  readonly leaveOut: readonly Digest[];
  readonly content: CopiedContent;
}

/** One frame as it is chained. */
export interface CopiedFrame {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly body: Uint8Array;
  readonly hash: Uint8Array;
}

/** One object in its stored form. `bytes` and `elements` are those of the message. */
export interface CopiedObject {
  readonly digest: Digest;
  readonly bytes: number;
  readonly elements: number | null;
  readonly storedBytes: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** A run on its way from one store to another. Reads on demand: the store that it comes from stays open. */
export interface RunCopy {
  readonly run: RunId;
  readonly uuid: string;
  /** Version of wct that recorded it. */
  readonly wct: string;
  readonly head: Digest;
  readonly events: number;
  readonly content: CopiedContent;
  readonly frames: () => Iterable<CopiedFrame>;
  /** By digest, ascending. */
  readonly objects: readonly CopiedObject[];
  /** By digest, ascending. */
  readonly gone: readonly GoneContent[];
}

/** Content that a run lets go of while its record stays. */
export interface DroppedContent {
  readonly run: RunId;
  readonly digests: readonly Digest[];
}

export interface PruneRequest {
  /** Runs to remove, events and all. */
  readonly remove: readonly RunId[];
  /** Content to let go of in runs that stay; their events then say `kept: false`. */
  readonly drop: readonly DroppedContent[];
  /** `tell`: only says what would go, and changes nothing. */
  readonly mode: "do" | "tell";
}

export interface PruneReport {
  /** As asked for, in that order, without those in `spared`. */
  readonly removed: readonly RunId[];
  readonly dropped: readonly DroppedContent[];
  /** Runs that were asked for and left alone: they run, or a running one takes over from them. */
  readonly spared: readonly { readonly run: RunId; readonly because: RunId }[];
  /** Objects that no record needs any more, and the bytes that they took. */
  readonly objects: number;
  readonly bytes: number;
  /** Objects that no record needs, left for an hour because a process may just be writing them. */
  readonly held: number;
  /** False: another process was reading, so the database's log may hold what was deleted until the next prune. */
  readonly logTruncated: boolean;
}

export interface EraseRequest {
  readonly digests: readonly Digest[];
  /** `tell`: only says what would go, and changes nothing. */
  readonly mode: "do" | "tell";
}

export interface EraseReport {
  /** Every run that named any of it, newest first, with what it named. */
  readonly runs: readonly DroppedContent[];
  /** Runs that are going on; while there is one, nothing is erased, and the rest of a report of erasing is empty. */
  readonly active: readonly RunId[];
  readonly objects: number;
  readonly bytes: number;
  /** False: another process was reading, so the database's log may hold what was erased until the next prune. */
  readonly logTruncated: boolean;
}

/** Both stores, opened together: they share one database. */
export interface RecordStore {
  readonly executions: ExecutionStore;
  readonly artifacts: ArtifactStore;
  /** What is wrong with the store beside its runs and objects, a sentence each. */
  readonly examine: () => Promise<readonly string[]>;
  /**
   * Removes runs, lets go of content, and collects the objects that no record needs any more. Never touches what an
   * active run needs. Throws WCT_RUN_RECORD_CORRUPT when the record of a run that stays cannot be trusted.
   */
  readonly prune: (request: PruneRequest) => Promise<PruneReport>;
  /**
   * Removes objects whoever names them, and leaves tombstones in the records of all these runs. Nothing is done while
   * a run is going on: it may just be making the same content again.
   */
  readonly erase: (request: EraseRequest) => Promise<EraseReport>;
  /**
   * A run as it can be taken elsewhere. Everything in it is checked. Throws WCT_RUN_NOT_FOUND, WCT_RUN_ACTIVE,
   * WCT_RUN_RECORD_CORRUPT, WCT_RUN_ARTIFACT_ABSENT.
   */
  readonly copyOf: (request: CopyRequest) => Promise<RunCopy>;
  /**
   * Takes a run in, all of it or nothing; `present`: the same record is here already. The copy was checked before.
   * Throws WCT_BUNDLE_CONFLICT when another record has its id.
   */
  readonly takeIn: (copy: RunCopy) => Promise<"imported" | "present">;
  /** 32 random bytes of this store, for HMACs of values; never exported. */
  readonly key: Uint8Array;
  readonly close: () => Promise<void>;
}
