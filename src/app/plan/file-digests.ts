import { createHash } from "node:crypto";
import { closeSync, createReadStream, fstatSync, readdirSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Digest, FileAccess } from "../../domain/index.ts";
import { findPath, openRegularFile, readRegularFile, readStart } from "../../files/index.ts";
import type { Host } from "../host/index.ts";

/**
 * The real file system for the planner, which is synchronous: requested large files are hashed before its next attempt.
 */
export interface HashedFiles {
  readonly access: FileAccess;
  /** Hashes the requested files; returns false if all were known. Lets signals through, and reports its progress. */
  readonly hash: () => Promise<boolean>;
}

/** Files up to this size are hashed synchronously: the delay is too short to hold up a user or a signal. */
const smallBytes = 8 * 1024 * 1024;
/** Placeholder for a digest that is not known yet, or not needed. */
const unknown = "0".repeat(64) as Digest;

/** Receives the progress of hashing one large file. */
export interface HashProgress {
  /** Called with the number of bytes read, and the file's size. */
  readonly passed: (done: number, total: number) => void;
  readonly end: () => Promise<void>;
}

const silent: HashProgress = { passed: () => undefined, end: async () => undefined };

/**
 * Creates the access; relative paths start from the current folder. `progressOf` returns the listener for a large file,
 * given its absolute path.
 */
export function createHashedFiles(
  host: Pick<Host, "cwd">,
  progressOf: (path: string) => HashProgress = () => silent,
): HashedFiles {
  const known = new Map<string, Digest | Error>();
  const wanted = new Set<string>();
  const digest = (path: string): Digest => {
    const found = known.get(path);
    if (found instanceof Error) throw found;
    if (found !== undefined) return found;
    if (findPath(path).bytes <= smallBytes) return sha256(readRegularFile(path, 2 * smallBytes));
    closeSync(openRegularFile(path));
    wanted.add(path);
    return unknown;
  };
  return {
    access: { ...plainAccess(host.cwd), digest },
    hash: async () => {
      if (wanted.size === 0) return false;
      for (const path of wanted) {
        const progress = progressOf(path);
        known.set(path, await hashOrError(path, progress.passed));
        await progress.end();
      }
      wanted.clear();
      return true;
    },
  };
}

/** For plans that are not executed: files are opened, so that an unreadable one is reported, but not read. */
export function unhashedFiles(cwd: string): FileAccess {
  return {
    ...plainAccess(cwd),
    digest: (path) => {
      closeSync(openRegularFile(path));
      return unknown;
    },
  };
}

const plainAccess = (cwd: string): Omit<FileAccess, "digest"> => ({
  stat: (path) => {
    const found = findPath(path);
    return { ...found, kind: found.kind === "folder" ? "dir" : found.kind };
  },
  read: readStart,
  resolve: (folder, path) => resolve(cwd, folder, path),
  dirname,
  names: (path) => {
    try {
      return readdirSync(path).toSorted();
    } catch {
      return [];
    }
  },
  real: (path) => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
});

const sha256 = (bytes: Uint8Array): Digest => createHash("sha256").update(bytes).digest("hex") as Digest;

async function hashOrError(path: string, passed: HashProgress["passed"]): Promise<Digest | Error> {
  try {
    return await hashFile(path, passed);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

async function hashFile(path: string, passed: HashProgress["passed"]): Promise<Digest> {
  const file = openRegularFile(path);
  const total = fstatSync(file).size;
  const hash = createHash("sha256");
  let done = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { fd: file, highWaterMark: 1 << 20 });
  for await (const chunk of chunks) {
    hash.update(chunk);
    done += chunk.length;
    passed(done, total);
  }
  return hash.digest("hex") as Digest;
}
