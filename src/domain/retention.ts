import type { Digest, RunId } from "./ids.ts";

/** Why content that a run recorded as kept is no longer stored. */
export type GoneReason = "pruned" | "erased" | "left-out";

/** A tombstone: everything that is known about deleted content. */
export interface GoneContent {
  readonly digest: Digest;
  readonly reason: GoneReason;
  /** ISO wall clock time; null for content that a bundle omits, because that is not part of the run's history. */
  readonly at: string | null;
}

/** Whether a copy of a run includes raw content (`all`) or omits it (`derived`). */
export type CopiedContent = "all" | "derived";

export interface RunRetention {
  /** How the run was imported from a bundle; null if it was recorded here. */
  readonly imported: CopiedContent | null;
  /** By digest, ascending. */
  readonly gone: readonly GoneContent[];
}

export interface CopyRequest {
  readonly run: RunId;
  /** Objects that the copy contains. */
  readonly objects: readonly Digest[];
  /** Objects that the run has and the copy omits. */
  readonly leaveOut: readonly Digest[];
  readonly content: CopiedContent;
}

/** One frame as it appears in the hash chain. */
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

/** A run that is being copied from one store to another. It is read on demand, so the source store must stay open. */
export interface RunCopy {
  readonly run: RunId;
  readonly uuid: string;
  /** Version of wct that recorded the run. */
  readonly wct: string;
  readonly head: Digest;
  readonly events: number;
  readonly content: CopiedContent;
  readonly frames: () => AsyncIterable<CopiedFrame>;
  /** By digest, ascending. */
  readonly objects: readonly CopiedObject[];
  /** By digest, ascending. */
  readonly gone: readonly GoneContent[];
}

/** Content that a run releases while its record remains. */
interface DroppedContent {
  readonly run: RunId;
  readonly digests: readonly Digest[];
}

export interface PruneRequest {
  /** Runs to remove, events and all. */
  readonly remove: readonly RunId[];
  /** Content to release in runs that remain. Their events then have `kept: false`. */
  readonly drop: readonly DroppedContent[];
  /** `tell`: only reports what would be deleted and changes nothing. */
  readonly mode: "do" | "tell";
}

export interface PruneReport {
  /** The removed runs, in the requested order, without those in `spared`. */
  readonly removed: readonly RunId[];
  readonly dropped: readonly DroppedContent[];
  /** Runs that were requested but not removed, because they are running or because a running run reuses them. */
  readonly spared: readonly { readonly run: RunId; readonly because: RunId }[];
  /** Objects that no record needs any more, and the bytes that they used. */
  readonly objects: number;
  readonly bytes: number;
  /** Objects that no record needs, kept for an hour because a process may still be writing them. */
  readonly held: number;
  /** Another reader still uses deleted content, so it may remain in the store until the next prune. */
  readonly mayRemain: boolean;
}

/** The runs that were searched for content to erase. */
export interface SearchedRuns {
  /** How many events of each run were read. */
  readonly events: ReadonlyMap<RunId, number>;
  /** `all`: a run that is not in `events` was recorded after the search. */
  readonly scope: "all" | "these";
}

export interface EraseRequest {
  readonly digests: readonly Digest[];
  /** Absent if nothing was searched: then only the given digests are erased. */
  readonly searched?: SearchedRuns;
  /** `tell`: only reports what would be erased and changes nothing. */
  readonly mode: "do" | "tell";
}

export interface EraseReport {
  /** Every run that refers to any of the digests, newest first, with the digests it refers to. */
  readonly runs: readonly DroppedContent[];
  /** Active runs. If there are any, nothing is erased and the rest of the erase report is empty. */
  readonly active: readonly RunId[];
  /** Runs that contain more events than were searched, newest first. If there are any, nothing is erased. */
  readonly unsearched: readonly RunId[];
  readonly objects: number;
  readonly bytes: number;
  /** Another reader still uses erased content, so it may remain in the store until the next prune. */
  readonly mayRemain: boolean;
}
