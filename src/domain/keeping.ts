import type { Digest, RunId } from "./ids.ts";

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

/** What was looked through to find what is to be erased. */
export interface SearchedRuns {
  /** How many events of each run were read. */
  readonly events: ReadonlyMap<RunId, number>;
  /** `all`: a run that is not among them has been recorded since. */
  readonly scope: "all" | "these";
}

export interface EraseRequest {
  readonly digests: readonly Digest[];
  /** Without it nobody searched: the digests are all there is to erase. */
  readonly searched?: SearchedRuns;
  /** `tell`: only says what would go, and changes nothing. */
  readonly mode: "do" | "tell";
}

export interface EraseReport {
  /** Every run that named any of it, newest first, with what it named. */
  readonly runs: readonly DroppedContent[];
  /** Runs that are going on; while there is one, nothing is erased, and the rest of a report of erasing is empty. */
  readonly active: readonly RunId[];
  /** Runs that hold more than was searched, newest first; while there is one, nothing is erased either. */
  readonly unsearched: readonly RunId[];
  readonly objects: number;
  readonly bytes: number;
  /** False: another process was reading, so the database's log may hold what was erased until the next prune. */
  readonly logTruncated: boolean;
}
