import type { JsonObject, JsonValue } from "../shape/index.ts";
import type { Digest, SchemaRef } from "./ids.ts";

/** An object that is written but not yet committed with its event. */
export type StagedObject =
  /** A small object in its stored form. It is committed with the event. */
  | {
      readonly kind: "inline";
      readonly digest: Digest;
      readonly data: Uint8Array;
      readonly bytes: number;
      readonly elements: number | null;
    }
  /** An object whose content is already complete and durable in the store. The commit makes it visible. */
  | {
      readonly kind: "stored";
      readonly digest: Digest;
      readonly bytes: number;
      readonly elements: number | null;
      readonly storedBytes: number;
    }
  /** Content that the store deletes when it closes. No commit makes it visible. */
  | {
      readonly kind: "spooled";
      readonly digest: Digest;
      readonly bytes: number;
      readonly elements: number | null;
    };

/**
 * The location of an ArtifactStore, from which a worker thread can open it. It survives a structured clone. Only the
 * kind of store that created it knows the fields other than `kind`.
 */
export interface ArtifactStoreLocation {
  readonly kind: string;
}

/** Writes a message while it is produced. Memory is bounded by a few chunks. */
export interface MessageWriter {
  /**
   * Appends elements. Throws WCT_PRODUCE_OUTPUT_INVALID for values that JSON cannot represent (undefined, NaN, BigInt,
   * Date, class instances).
   */
  readonly write: (elements: readonly JsonValue[]) => void;
  /**
   * Appends `count` elements that are already JSON text, as a string or in UTF-8: whole lines, exactly as `write` would
   * write them.
   */
  readonly lines: (text: string | Uint8Array, count: number) => void;
  /** Appends the rest and the schema, and completes the object. `stream`: whether the schema has one. */
  readonly finish: (
    schema: SchemaRef,
    rest: JsonObject,
    options: { readonly stream: boolean },
  ) => Promise<StagedObject>;
  /** Discards what was written. */
  readonly abort: () => void;
}

/** The condition of an object in a store. */
export type ObjectCondition = "intact" | "damaged" | "absent";

/**
 * Reads a stored message and checks the digests of what it reads. Throws WCT_RUN_RECORD_CORRUPT for a damaged object.
 */
export interface MessageReader {
  readonly schema: SchemaRef;
  readonly elements: number | null;
  readonly bytes: number;
  /** Reads the content without the stream. */
  readonly rest: () => Promise<JsonObject>;
  /**
   * Reads the elements from..to (exclusive; all by default), in batches of some hundreds. Reads only the chunks it
   * needs.
   */
  readonly batches: (from?: number, to?: number) => AsyncIterable<readonly JsonValue[]>;
  /** Reads the message's bytes, in order, as hashed. */
  readonly raw: () => AsyncIterable<Uint8Array>;
}

export interface ArtifactStore {
  /** Null if no other thread can open the store; workers then ask this thread for their inputs. */
  readonly location: ArtifactStoreLocation | null;
  readonly has: (digest: Digest) => Promise<boolean>;
  /** Throws WCT_RUN_ARTIFACT_ABSENT if the store does not contain the object. */
  readonly open: (digest: Digest) => Promise<MessageReader>;
  /** `spool`: the content must be deleted when the run ends. */
  readonly writer: (options?: { readonly spool?: boolean }) => MessageWriter;
  /** Reads the whole object and compares its digest. */
  readonly verify: (digest: Digest) => Promise<ObjectCondition>;
  /** Verifies many objects. Reads each once, even if it is named several times. */
  readonly verifyAll: (digests: Iterable<Digest>) => Promise<ReadonlyMap<Digest, ObjectCondition>>;
  readonly digests: () => AsyncIterable<Digest>;
}
