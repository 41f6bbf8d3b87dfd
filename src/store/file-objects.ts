import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Digest } from "../domain/index.ts";
import { type ByteSource, DamagedObject } from "./container-reader.ts";
import { createPrivateFile, makePrivateDir } from "./folder.ts";
import { type ProcessInfo, systemProcessInfo } from "./liveness.ts";
import type { StoredObject } from "./message-reader.ts";
import type { ObjectSink } from "./message-writer.ts";
import { fateOf, ownerOf, ownName } from "./owner.ts";
import { guarded, storeError } from "./store-errors.ts";

const sync = promisify(fsync);

/** Where files of objects are. */
export interface ObjectFolder {
  /** The store's folder, for errors. */
  readonly dir: string;
  readonly root: string;
  /** On the same file system as `root`. */
  readonly temporary: string;
  /** False: the files need not outlive the process. */
  readonly isDurable: boolean;
}

export function objectPath(root: string, digest: Digest): string {
  return join(root, digest.slice(0, 2), digest);
}

/** What tells a file from another one with the same content that takes its place. */
export interface FileMark {
  readonly inode: bigint;
  readonly written: bigint;
}

export interface FileSink extends ObjectSink {
  /** Of the file as it is once everything is written, wherever it is moved. */
  readonly mark: () => FileMark;
}

export function isMarked(path: string, { inode, written }: FileMark): boolean {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat !== undefined && stat.ino === inode && stat.mtimeNs === written;
}

/** A file that takes its name when it is complete: temporary name, sync, rename, sync of the folder. */
export function openFileSink(folder: ObjectFolder): FileSink {
  const temporary = join(folder.temporary, ownName());
  const file = guarded(folder.dir, "write", () => createPrivateFile(temporary));
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    write: (bytes) => guarded(folder.dir, "write", () => writeAll(file, bytes)),
    async commit(digest) {
      try {
        if (folder.isDurable) await sync(file);
        close();
        await moveInPlace(temporary, objectPath(folder.root, digest), folder.isDurable);
      } catch (error) {
        close();
        rmSync(temporary, { force: true });
        throw storeError(error, folder.dir, "write");
      }
    },
    abort() {
      close();
      rmSync(temporary, { force: true });
    },
    mark() {
      const { ino, mtimeNs } = guarded(folder.dir, "write", () => fstatSync(file, { bigint: true }));
      return { inode: ino, written: mtimeNs };
    },
  };
}

/** Replaces a file of the same name: it holds the same content, unless it was damaged. */
async function moveInPlace(from: string, to: string, isDurable: boolean): Promise<void> {
  const parent = dirname(to);
  const isNew = !existsSync(parent);
  makePrivateDir(parent);
  renameSync(from, to);
  if (!isDurable) return;
  await syncFolder(parent);
  if (isNew) await syncFolder(dirname(parent));
}

async function syncFolder(path: string): Promise<void> {
  const folder = openSync(path, "r");
  try {
    await sync(folder);
  } finally {
    closeSync(folder);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** The object in a file; null when there is none. `key`: of the spool, null for plain objects. */
export function fileObject(
  folder: Pick<ObjectFolder, "dir" | "root">,
  digest: Digest,
  key: Uint8Array | null,
): StoredObject | null {
  const path = objectPath(folder.root, digest);
  if (!existsSync(path)) return null;
  return {
    digest,
    key,
    async open() {
      const file = await openOrThrow(path, folder.dir);
      return { source: fileSource(file, (await file.stat()).size, folder.dir), close: () => file.close() };
    },
  };
}

async function openOrThrow(path: string, dir: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw storeError(error, dir, "read");
  }
}

function fileSource(file: FileHandle, size: number, dir: string): ByteSource {
  return {
    size,
    async read(offset, length) {
      if (offset + length > size) throw new DamagedObject("beyond the end");
      const bytes = Buffer.allocUnsafe(length);
      try {
        const { bytesRead } = await file.read(bytes, 0, length, offset);
        if (bytesRead === length) return bytes;
      } catch (error) {
        throw storeError(error, dir, "read");
      }
      throw new DamagedObject("beyond the end");
    },
  };
}

/** The object in a buffer. */
export function memoryObject(digest: Digest, data: Uint8Array): StoredObject {
  return new MemoryObject(digest, data);
}

/** Thousands are looked at together and never opened, so all that opening needs is made then. */
class MemoryObject implements StoredObject {
  readonly digest: Digest;
  readonly key = null;
  readonly bytes: Buffer;

  constructor(digest: Digest, data: Uint8Array) {
    this.digest = digest;
    this.bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }

  async open() {
    return { source: memorySource(this.bytes), close: async () => {} };
  }
}

function memorySource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset + length > bytes.length) throw new DamagedObject("beyond the end");
      return bytes.subarray(offset, offset + length);
    },
  };
}

/**
 * Removes temporary files that nobody can be writing any more: of a process that is gone, or, where that cannot be
 * known, untouched for a day.
 */
export function sweepTemporary(folder: string, now: Date, info: ProcessInfo = systemProcessInfo()): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const owner = ownerOf(name);
    const fate = owner === null ? "unknown" : fateOf(owner, info);
    if (fate === "gone" || (fate === "unknown" && isOld(path, now))) rmSync(path, { force: true });
  }
}

function isOld(path: string, now: Date): boolean {
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime();
  return now.getTime() - touched > 24 * 3_600_000;
}
