import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  type Stats,
} from "node:fs";
import { join, relative } from "node:path";
import { type WctError, wctError } from "../../diagnostics/index.ts";

/*
 * A store may come with a repository from another author. Therefore no path within it is followed through a symbolic
 * link, and only plain files are opened: opening a pipe would block, and a device has no end. Links above the store's
 * folder, or in its place, are the user's own, because the user named the folder.
 */

/** Two hexadecimal digits: the folders of `objects`. */
export const isFanOut = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** Returns the stats of the entry at a path, without following links; undefined if there is none, or cannot be one. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) return undefined;
    throw error;
  }
}

export const isPlainFolder = (path: string): boolean => entryAt(path)?.isDirectory() === true;

/** Returns the stats of the file at a path; undefined if there is none, or another kind of entry. */
export function plainFileStat(path: string): Stats | undefined {
  const found = entryAt(path);
  return found?.isFile() === true ? found : undefined;
}

/** Throws WCT_STORE_UNSAFE if there is an entry at the path that is not a folder. */
export function requirePlainFolder(dir: string, path: string): void {
  const found = entryAt(path);
  if (found !== undefined && !found.isDirectory()) throw notPlain(dir, path, found);
}

/**
 * Throws WCT_STORE_UNSAFE if there is an entry at the path that is not a file. `isWritten`: the file must also have a
 * single name.
 */
export function requirePlainFile(dir: string, path: string, { isWritten }: { readonly isWritten: boolean }): void {
  const found = entryAt(path);
  if (found === undefined) return;
  if (!found.isFile()) throw notPlain(dir, path, found);
  if (isWritten && found.nlink > 1) {
    throw unsafe(dir, path, {
      what: "has a second name (a hard link), so writing to one changes the other",
      hint: "replace it with a copy, or choose another folder with --store",
    });
  }
}

/** Throws WCT_STORE_UNSAFE if an entry in the place of an object folder is not a folder. */
export function requirePlainFanOut(dir: string, objects: string): void {
  if (!isPlainFolder(objects)) return;
  for (const entry of readdirSync(objects, { withFileTypes: true })) {
    if (isFanOut(entry.name) && !entry.isDirectory()) requirePlainFolder(dir, join(objects, entry.name));
  }
}

/** Ensures that a folder exists within the store that only its owner may enter. Its parent must exist. */
export function makePlainFolder(dir: string, path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
  requirePlainFolder(dir, path);
  if ((lstatSync(path).mode & 0o777) === 0o700) return;
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    fchmodSync(folder, 0o700);
  } finally {
    closeSync(folder);
  }
}

/** Opens a file for reading without blocking. Returns null for another kind of entry. Throws if there is no entry. */
export function openPlainFile(path: string): number | null {
  let file: number;
  try {
    file = openSync(path, plainFlags);
  } catch (error) {
    if (isCode(error, "ELOOP") || isCode(error, "ENXIO")) return null;
    throw error;
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  return null;
}

/** With these flags a link is not followed (ELOOP), and a pipe is opened without waiting for its other end. */
export const plainFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function notPlain(dir: string, path: string, found: Stats): WctError {
  return unsafe(dir, path, {
    what: `is ${kindOf(found)}; wct uses only plain files and folders there`,
    hint: "remove it if you know its origin, or choose another folder with --store",
  });
}

function unsafe(dir: string, path: string, { what, hint }: { readonly what: string; readonly hint: string }): WctError {
  return wctError("WCT_STORE_UNSAFE", { message: `"${relative(dir, path)}" in the store "${dir}" ${what}`, hint });
}

function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return "a symbolic link";
  if (found.isDirectory()) return "a folder";
  if (found.isFile()) return "a file";
  if (found.isFIFO()) return "a named pipe";
  return found.isSocket() ? "a socket" : "a device";
}
