import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { FileProblem } from "./file-problem.ts";

type FoundKind = "file" | "folder" | "absent" | "other";

/** The entry at a path, after following links. */
export interface FoundPath {
  /** `other`: a pipe, a socket, a device, or an entry that cannot be accessed. */
  readonly kind: FoundKind;
  /** The kind in words that complete a sentence starting with the path. */
  readonly what: string;
  /** Size of a file; 0 for anything else. */
  readonly bytes: number;
}

/** Describes the entry at a path. Never throws. */
export function findPath(path: string): FoundPath {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: "absent", what: "does not exist", bytes: 0 };
    if (found.isFile()) return { kind: "file", what: "is a file", bytes: found.size };
    return { kind: found.isDirectory() ? "folder" : "other", what: `is ${wordFor(found)}`, bytes: 0 };
  } catch (error) {
    return { kind: "other", what: FileProblem.of(error).what, bytes: 0 };
  }
}

/** Returns whether the path is a file that may be opened. Never throws. */
export const isRegularFile = (path: string): boolean => findPath(path).kind === "file";

/** Returns whether the path is a symbolic link, even a broken one. Never throws. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

/**
 * Opens a regular file for reading and returns its descriptor. Rejects anything else: opening a pipe blocks until
 * another process writes to it, and a device may have no end. Throws FileProblem.
 */
export function openRegularFile(path: string): number {
  try {
    // The type is checked before opening, because opening some devices has side effects, and again after opening,
    // because the entry may have changed.
    requireFile(statSync(path));
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      requireFile(fstatSync(file));
      return file;
    } catch (error) {
      closeSync(file);
      throw error;
    }
  } catch (error) {
    throw FileProblem.of(error);
  }
}

/** Reads a whole file of at most `mostBytes` bytes. Throws FileProblem. */
export function readRegularFile(path: string, mostBytes: number): Buffer {
  const bytes = readStart(path, mostBytes + 1);
  if (bytes.length > mostBytes) throw new FileProblem(`is larger than ${inWords(mostBytes)}`, "name a smaller file");
  return bytes;
}

/** Reads at most the first `mostBytes` bytes of a file. Throws FileProblem. */
export function readStart(path: string, mostBytes: number): Buffer {
  const file = openRegularFile(path);
  try {
    // Files of the kernel report size 0 but have content, so the loop reads until the end.
    const chunks: Buffer[] = [];
    let left = mostBytes;
    while (left > 0) {
      const chunk = Buffer.allocUnsafe(Math.min(left, pieceBytes));
      const read = readSync(file, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      left -= read;
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw FileProblem.of(error);
  } finally {
    closeSync(file);
  }
}

const pieceBytes = 256 * 1024;

const inWords = (bytes: number): string => (bytes % mebi === 0 ? `${bytes / mebi} MiB` : `${bytes} bytes`);
const mebi = 1024 * 1024;

function requireFile(found: Stats): void {
  if (found.isFile()) return;
  const hint = found.isFIFO() ? "write the data from the pipe to a file, and name that file" : "name a file";
  throw new FileProblem(`is ${wordFor(found)}`, hint);
}

function wordFor(found: Stats): string {
  if (found.isDirectory()) return "a folder";
  if (found.isFIFO()) return "a pipe";
  if (found.isSocket()) return "a socket";
  return "a device";
}
