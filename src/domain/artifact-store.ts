import type { Digest, SchemaRef } from "./ids.ts";
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

/** What a store says of an object. */
export type ObjectCondition = "intact" | "damaged" | "absent";

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
  readonly verify: (digest: Digest) => Promise<ObjectCondition>;
  /** The same for many objects; each is read once, however often it is named. */
  readonly verifyAll: (digests: Iterable<Digest>) => Promise<ReadonlyMap<Digest, ObjectCondition>>;
  readonly digests: () => AsyncIterable<Digest>;
}
