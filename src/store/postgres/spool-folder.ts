import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type WctError, wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";
import { createPrivateFile, fileObject, makeProcessFolder, openFileSink, ownName } from "../disk/index.ts";
import type { ObjectSink, StoredObject } from "../objects/index.ts";

/** Begins the name of the folder; the rest names the process that owns it. */
const prefix = "wct-spool-";

/**
 * A private folder of this process for content that must not reach the database, encrypted under a key that is only in
 * memory, and for content on its way there. It is in the system's folder for temporary files, and made on first use.
 */
export class SpoolFolder {
  #dir: string | null = null;
  #key: Uint8Array | null = null;

  /** The key of the spooled content. */
  key(): Uint8Array {
    this.#key ??= randomBytes(32);
    return this.#key;
  }

  /** Opens a sink for spooled content. */
  openSink(): ObjectSink {
    const dir = this.#folder();
    return openFileSink({ dir, root: dir, temporary: dir, isDurable: false });
  }

  find(digest: Digest): StoredObject | null {
    const dir = this.#dir;
    return dir === null ? null : fileObject({ dir, root: dir }, digest, this.key());
  }

  /** Opens a file without a name, so that nothing of it stays if the process is killed. */
  openNameless(): NamelessFile {
    const path = join(this.#folder(), ownName());
    closeSync(createPrivateFile(path));
    const file = openSync(path, "r+");
    unlinkSync(path);
    return new NamelessFile(file);
  }

  remove(): void {
    if (this.#dir !== null) rmSync(this.#dir, { recursive: true, force: true });
    this.#dir = null;
  }

  #folder(): string {
    this.#dir ??= makeProcessFolder(prefix);
    return this.#dir;
  }
}

function unwritable(cause: unknown): WctError {
  const isFull =
    cause instanceof Error && "code" in cause && ["ENOSPC", "EDQUOT", "EFBIG"].includes(String(cause.code));
  return wctError("WCT_STORE_WRITE_FAILED", {
    message: `content on its way to the database cannot be written in "${tmpdir()}": ${isFull ? "the disk is full" : "the disk reports an error"}`,
    hint: "free space, or name another folder in TMPDIR",
    cause,
  });
}

/** A file that can only be reached through its descriptor. */
export class NamelessFile {
  readonly #file: number;
  #length = 0;
  #isOpen = true;
  #buffer: Buffer | null = null;

  constructor(file: number) {
    this.#file = file;
  }

  write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.#file, bytes, at, bytes.length - at, this.#length + at);
    } catch (error) {
      throw unwritable(error);
    }
    this.#length += bytes.length;
  }

  /** The bytes are valid until the next call. */
  read(offset: number, length: number): Buffer {
    if (this.#buffer === null || this.#buffer.length < length) this.#buffer = Buffer.allocUnsafe(length);
    const bytes = this.#buffer.subarray(0, length);
    for (let at = 0; at < length; ) at += readSync(this.#file, bytes, at, length - at, offset + at);
    return bytes;
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}
