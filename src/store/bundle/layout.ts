import { wctError } from "../../diagnostics/index.ts";
import {
  type CopiedContent,
  type CopiedFrame,
  type Digest,
  type GoneContent,
  type GoneReason,
  isDigest,
  isJsonObject,
  isRunId,
  type RunId,
} from "../../domain/index.ts";

/*
 * The format of a bundle: one run in one file, which can be read from either end.
 *
 *   header   "WCTB", version, 0, 0, 0, length, and this number of bytes of JSON
 *   frames   first and last sequence number, length, hash, and the events as they were recorded
 *   objects  in their stored form, by digest
 *   index    digest, offset and length of every object; then digest, reason and time of all content that is gone
 *   footer   offset of the index, its two counts, SHA-256 of all previous bytes, "WCTBEND\n"
 *
 * It contains no path, and its bytes do not depend on when or where it was written.
 */

const bundleMagic = "WCTB";
const bundleVersion = 1;
export const bundleEnd = "WCTBEND\n";
export const startLength = 12;
export const frameHeadLength = 44;
export const objectEntryLength = 44;
export const goneEntryLength = 39;
export const footerLength = 56;
/** Number of footer bytes before its hash. They are hashed too. */
const footerHashed = 16;
/** No header of a run is this long. The limit prevents that a forged one is read into memory. */
const headerLimit = 1 << 16;
const reasons: readonly GoneReason[] = ["pruned", "erased", "left-out"];

/** The end of the year 9999. Later times cannot be written in the format used here. */
const lastMoment = Date.UTC(10_000, 0) - 1;

/** The header of a bundle, which describes it. */
export interface BundleHeader {
  readonly format: 1;
  readonly run: RunId;
  readonly uuid: string;
  readonly wct: string;
  readonly head: Digest;
  readonly events: number;
  readonly frames: number;
  readonly frameBytes: number;
  readonly content: CopiedContent;
  readonly objects: number;
  readonly gone: number;
}

export interface ObjectPlace {
  readonly digest: Digest;
  readonly offset: number;
  readonly length: number;
}

export interface BundleFooter {
  readonly indexOffset: number;
  readonly objects: number;
  readonly gone: number;
  readonly hash: Buffer;
}

/** Thrown for a file that is not a bundle, or not a complete one. Callers add the name of the file. */
export class DamagedBundle extends Error {}

export function encodeHeader(header: BundleHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(startLength);
  start.write(bundleMagic, 0, "latin1");
  start[4] = bundleVersion;
  start.writeUInt32LE(json.length, 8);
  return Buffer.concat([start, json]);
}

/** Returns whether a file starts like a bundle. */
export function isBundleStart(start: Uint8Array): boolean {
  return Buffer.from(start).toString("latin1", 0, bundleMagic.length) === bundleMagic && start.length >= 5;
}

/** Returns the length of the header's JSON. Throws WCT_BUNDLE_NEWER, DamagedBundle. */
export function headerLengthIn(start: Buffer, name: string): number {
  const version = start[4];
  if (version !== bundleVersion) {
    throw wctError("WCT_BUNDLE_NEWER", {
      message: `the bundle "${name}" has version ${version}; this wct knows version ${bundleVersion}`,
      hint: "use the wct that wrote it, or a newer one",
    });
  }
  const length = start.readUInt32LE(8);
  if (length > headerLimit) throw new DamagedBundle("its header is too long");
  return length;
}

export function decodeHeader(bytes: Buffer): BundleHeader {
  const value = parsed(bytes);
  if (!isHeader(value)) throw new DamagedBundle("its header cannot be read");
  return value;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Returns whether a value consists of characters that versions and UUIDs use. */
const isPlainText = (value: unknown): value is string => typeof value === "string" && /^[\w.+-]{0,100}$/.test(value);

function isHeader(value: unknown): value is BundleHeader {
  if (!isJsonObject(value)) return false;
  const { format, run, uuid, wct, head, content } = value;
  const texts =
    typeof run === "string" && isRunId(run) && typeof head === "string" && isDigest(head) && isPlainText(uuid);
  const counts = [value["events"], value["frames"], value["frameBytes"], value["objects"], value["gone"]];
  return (
    format === 1 && texts && isPlainText(wct) && (content === "all" || content === "derived") && counts.every(isCount)
  );
}

export function encodeFrameHead({ firstSeq, lastSeq, body, hash }: CopiedFrame): Buffer {
  const head = Buffer.alloc(frameHeadLength);
  head.writeUInt32LE(firstSeq, 0);
  head.writeUInt32LE(lastSeq, 4);
  head.writeUInt32LE(body.length, 8);
  head.set(hash, 12);
  return head;
}

export function encodeIndex(objects: readonly ObjectPlace[], gone: readonly GoneContent[]): Buffer {
  const bytes = Buffer.alloc(objects.length * objectEntryLength + gone.length * goneEntryLength);
  let at = 0;
  for (const { digest, offset, length } of objects) {
    bytes.write(digest, at, "hex");
    bytes.writeUIntLE(offset, at + 32, 6);
    bytes.writeUIntLE(length, at + 38, 6);
    at += objectEntryLength;
  }
  for (const { digest, reason, at: moment } of gone) {
    bytes.write(digest, at, "hex");
    bytes[at + 32] = reasons.indexOf(reason);
    bytes.writeUIntLE(moment === null ? 0 : Date.parse(moment), at + 33, 6);
    at += goneEntryLength;
  }
  return bytes;
}

export function decodeIndex(
  bytes: Buffer,
  { objects, gone }: Pick<BundleFooter, "objects" | "gone">,
): { readonly objects: readonly ObjectPlace[]; readonly gone: readonly GoneContent[] } {
  const digestAt = (at: number) => bytes.toString("hex", at, at + 32) as Digest;
  const goneFrom = objects * objectEntryLength;
  return {
    objects: Array.from({ length: objects }, (_, i) => {
      const at = i * objectEntryLength;
      return { digest: digestAt(at), offset: bytes.readUIntLE(at + 32, 6), length: bytes.readUIntLE(at + 38, 6) };
    }),
    gone: Array.from({ length: gone }, (_, i) => {
      const at = goneFrom + i * goneEntryLength;
      const reason = reasons[bytes[at + 32] ?? -1];
      const moment = bytes.readUIntLE(at + 33, 6);
      if (reason === undefined || moment > lastMoment) throw new DamagedBundle("its index cannot be read");
      return { digest: digestAt(at), reason, at: moment === 0 ? null : new Date(moment).toISOString() };
    }),
  };
}

/** Encodes the part of the footer that the hash covers. */
export function encodeFooterStart({ indexOffset, objects, gone }: Omit<BundleFooter, "hash">): Buffer {
  const bytes = Buffer.alloc(footerHashed);
  bytes.writeUIntLE(indexOffset, 0, 6);
  bytes.writeUInt32LE(objects, 6);
  bytes.writeUInt32LE(gone, 10);
  return bytes;
}

export function decodeFooter(bytes: Buffer): BundleFooter {
  if (bytes.toString("latin1", footerHashed + 32) !== bundleEnd) throw new DamagedBundle("it ends too early");
  return {
    indexOffset: bytes.readUIntLE(0, 6),
    objects: bytes.readUInt32LE(6),
    gone: bytes.readUInt32LE(10),
    hash: bytes.subarray(footerHashed, footerHashed + 32),
  };
}

/** Number of bytes at the end of a bundle that its hash does not cover. */
export const unhashedLength = footerLength - footerHashed;
