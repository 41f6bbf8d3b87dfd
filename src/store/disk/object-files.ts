import { closeSync, existsSync, fstatSync, fsync, lstatSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Digest } from "../../domain/index.ts";
import { type ByteSource, DamagedObject, type ObjectSink, objectAbsent, type StoredObject } from "../objects/index.ts";
import { createPrivateFile } from "./folder.ts";
import { ownName } from "./owner.ts";
import { entryAt, isCode, isPlainFolder, makePlainFolder, plainFlags, requirePlainFolder } from "./plain.ts";
import { guarded, storeError } from "./store-errors.ts";

const sync = promisify(fsync);

/** The location of object files. */
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

/** Distinguishes a file from another one with the same content that replaces it. */
export interface FileMark {
  readonly inode: bigint;
  readonly written: bigint;
}

export interface FileSink extends ObjectSink {
  /** Returns the mark of the file once everything is written. A move does not change it. */
  readonly mark: () => FileMark;
}

export function isMarked(path: string, { inode, written }: FileMark): boolean {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat?.isFile() === true && stat.ino === inode && stat.mtimeNs === written;
}

/** Opens a file that gets its name when it is complete: temporary name, sync, rename, sync of the folder. */
export function openFileSink(folder: ObjectFolder): FileSink {
  const temporary = join(folder.temporary, ownName());
  const file = guarded(folder.dir, "write", () => {
    requirePlainFolder(folder.dir, folder.temporary);
    return createPrivateFile(temporary);
  });
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
        await moveInPlace(temporary, objectPath(folder.root, digest), folder);
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

/** Replaces a file of the same name, which has the same content unless it was damaged. */
async function moveInPlace(from: string, to: string, { dir, root, isDurable }: ObjectFolder): Promise<void> {
  const parent = dirname(to);
  requirePlainFolder(dir, root);
  const isNew = !existsSync(parent);
  makePlainFolder(dir, parent);
  renameSync(from, to);
  if (!isDurable) return;
  await syncFolder(parent);
  if (isNew) await syncFolder(root);
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

/** Returns the object in a file; null if there is no file. `key`: the key of the spool; null for plain objects. */
export function fileObject(
  folder: Pick<ObjectFolder, "dir" | "root">,
  digest: Digest,
  key: Uint8Array | null,
): StoredObject | null {
  const path = objectPath(folder.root, digest);
  if (entryAt(path) === undefined) return null;
  return {
    digest,
    key,
    async open() {
      const { file, size } = await openFile(path, { digest, dir: folder.dir });
      return { source: fileSource(file, size, folder.dir), close: () => file.close() };
    },
  };
}

interface OpenedFile {
  readonly file: FileHandle;
  readonly size: number;
}

/**
 * Throws DamagedObject if the entry is not a file or a link leads to it, and WCT_RUN_ARTIFACT_ABSENT if it was deleted
 * after it was found.
 */
async function openFile(
  path: string,
  { digest, dir }: { readonly digest: Digest; readonly dir: string },
): Promise<OpenedFile> {
  if (!isPlainFolder(dirname(path))) throw new DamagedObject("not a plain file");
  try {
    const file = await open(path, plainFlags);
    const stat = await file.stat();
    if (stat.isFile()) return { file, size: stat.size };
    await file.close();
  } catch (error) {
    if (isCode(error, "ENOENT")) throw objectAbsent(digest);
    if (!isCode(error, "ELOOP") && !isCode(error, "ENXIO")) throw storeError(error, dir, "read");
  }
  throw new DamagedObject("not a plain file");
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
