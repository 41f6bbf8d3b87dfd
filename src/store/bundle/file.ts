import { createHash } from "node:crypto";
import { closeSync, fstatSync, readSync } from "node:fs";
import { isWctError, type WctError, wctError } from "../../diagnostics/index.ts";
import type { CopiedFrame, Digest, GoneContent } from "../../domain/index.ts";
import { FileProblem, openRegularFile, readStart } from "../../files/index.ts";
import { type ByteSource, DamagedObject, type StoredObject } from "../objects/index.ts";
import {
  type BundleFooter,
  type BundleHeader,
  DamagedBundle,
  decodeFooter,
  decodeHeader,
  decodeIndex,
  footerLength,
  frameHeadLength,
  goneEntryLength,
  headerLengthIn,
  isBundleStart,
  type ObjectPlace,
  objectEntryLength,
  startLength,
  unhashedLength,
} from "./layout.ts";

const pieceLength = 1 << 20;

/** Returns whether a path names a file that starts like a bundle. Never throws. */
export function isBundleFile(path: string): boolean {
  try {
    return isBundleStart(readStart(path, startLength));
  } catch {
    return false;
  }
}

/** An open bundle. Its header and index are read and plausible; the rest is read on demand. */
export class BundleFile {
  readonly path: string;
  readonly header: BundleHeader;
  readonly gone: readonly GoneContent[];
  readonly places: ReadonlyMap<Digest, ObjectPlace>;
  readonly #name: string;
  readonly #file: number;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly #framesOffset: number;
  readonly #footer: BundleFooter;
  #isOpen = true;

  /** `name` is the path as the user wrote it. Throws WCT_BUNDLE_UNREADABLE, _INVALID, _NEWER, _DAMAGED. */
  constructor(path: string, name: string) {
    this.path = path;
    this.#name = name;
    this.#file = unreadable(name, () => openRegularFile(path));
    try {
      const read = this.#coded(() => this.#readEnds());
      this.header = read.header;
      this.#footer = read.footer;
      this.size = read.size;
      this.#framesOffset = read.framesOffset;
      this.gone = read.gone;
      this.places = new Map(read.objects.map((place) => [place.digest, place]));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  /** Returns a description of the damage to the file as a whole, or null. Reads all of it. */
  damage(): string | null {
    const sum = createHash("sha256");
    const end = this.size - unhashedLength;
    for (let at = 0; at < end; at += pieceLength) sum.update(this.#read(at, Math.min(pieceLength, end - at)));
    return sum.digest().equals(this.#footer.hash) ? null : "its bytes differ from those that were written";
  }

  *frames(): Generator<CopiedFrame> {
    let at = this.#framesOffset;
    const end = at + this.header.frameBytes;
    let count = 0;
    while (at < end) {
      const frame = this.#coded(() => this.#frameAt(at, end));
      yield frame;
      at += frameHeadLength + frame.body.length;
      count += 1;
    }
    this.#coded(() => {
      if (count !== this.header.frames) throw new DamagedBundle("its frames do not match its header");
    });
  }

  find(digest: Digest): StoredObject | null {
    const place = this.places.get(digest);
    if (place === undefined) return null;
    const source: ByteSource = {
      size: place.length,
      read: async (offset, length) => {
        if (offset < 0 || offset + length > place.length) throw new DamagedObject("beyond the end");
        return this.#read(place.offset + offset, length);
      },
    };
    return { digest, key: null, open: async () => ({ source, close: async () => {} }) };
  }

  #frameAt(at: number, end: number): CopiedFrame {
    if (at + frameHeadLength > end) throw new DamagedBundle("its frames end too early");
    const head = this.#read(at, frameHeadLength);
    const length = head.readUInt32LE(8);
    if (at + frameHeadLength + length > end) throw new DamagedBundle("its frames end too early");
    const body = this.#read(at + frameHeadLength, length);
    return { firstSeq: head.readUInt32LE(0), lastSeq: head.readUInt32LE(4), body, hash: head.subarray(12) };
  }

  #readEnds() {
    const size = unreadable(this.#name, () => fstatSync(this.#file)).size;
    const start = this.#read(0, Math.min(startLength, size));
    if (!isBundleStart(start)) throw notBundle(this.#name);
    if (size < startLength + footerLength) throw new DamagedBundle("it ends too early");
    const length = headerLengthIn(start, this.#name);
    if (startLength + length + footerLength > size) throw new DamagedBundle("it ends too early");
    const footer = decodeFooter(this.#read(size - footerLength, footerLength));
    const header = decodeHeader(this.#read(startLength, length));
    const framesOffset = startLength + length;
    const indexLength = footer.objects * objectEntryLength + footer.gone * goneEntryLength;
    const objectsFrom = framesOffset + header.frameBytes;
    const isPlausible =
      footer.indexOffset + indexLength + footerLength === size &&
      objectsFrom <= footer.indexOffset &&
      header.objects === footer.objects &&
      header.gone === footer.gone;
    if (!isPlausible) throw new DamagedBundle("its parts are inconsistent");
    const index = decodeIndex(this.#read(footer.indexOffset, indexLength), footer);
    requireInOrder(index, { from: objectsFrom, to: footer.indexOffset });
    return { size, header, footer, framesOffset, ...index };
  }

  #read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const read = unreadable(this.#name, () => readSync(this.#file, bytes, done, length - done, offset + done));
      // The file was truncated while it was read.
      if (read === 0) throw damagedBundle(this.#name, "it ends too early");
      done += read;
    }
    return bytes;
  }

  #coded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw error instanceof DamagedBundle ? damagedBundle(this.#name, error.message) : error;
    }
  }
}

/** Objects must be adjacent, unique, and in the order of their digests, as they are written. */
function requireInOrder(
  { objects, gone }: ReturnType<typeof decodeIndex>,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  let at = from;
  for (const { offset, length } of objects) {
    if (offset !== at) throw new DamagedBundle("its parts are inconsistent");
    at += length;
  }
  const isSorted = [objects, gone].every((list) =>
    list.every(({ digest }, place) => place === 0 || (list[place - 1]?.digest ?? "") < digest),
  );
  if (at !== to || !isSorted) throw new DamagedBundle("its parts are inconsistent");
}

function unreadable<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (isWctError(cause)) throw cause;
    const { what, hint, isAbsent } = FileProblem.of(cause);
    throw wctError("WCT_BUNDLE_UNREADABLE", {
      message: isAbsent ? `there is no file "${name}"` : `the bundle "${name}" ${what}`,
      hint: isAbsent ? "name an existing file, or a run that `wct runs` lists" : hint,
      cause,
    });
  }
}

function notBundle(name: string): WctError {
  return wctError("WCT_BUNDLE_INVALID", {
    message: `"${name}" is not a bundle of a run`,
    hint: "name a file that `wct runs export` wrote",
  });
}

/** Makes the error for a bundle whose bytes cannot be trusted. */
function damagedBundle(name: string, what: string): WctError {
  return wctError("WCT_BUNDLE_DAMAGED", {
    message: `the bundle "${name}" is damaged: ${what}`,
    hint: "export the run again, or copy the file again from an intact source",
  });
}
