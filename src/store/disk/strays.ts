import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDigest, isRunId } from "../../domain/index.ts";
import { names, ownNames } from "./folder.ts";
import { ownerOf } from "./owner.ts";
import { isFanOut, isPlainFolder } from "./plain.ts";
import { guarded } from "./store-errors.ts";

/**
 * Returns the entries in a store's folder that wct did not create, as paths within it, in order. A folder is listed
 * without its content.
 */
export function findStrays(dir: string): readonly string[] {
  return guarded(dir, "read", () => [
    ...straysIn(dir, "", (entry) => ownNames.has(entry.name)),
    ...straysIn(dir, names.objects, (entry) => entry.isDirectory() && isFanOut(entry.name)),
    ...fanOutFolders(dir).flatMap((folder) =>
      straysIn(dir, join(names.objects, folder), (entry) => isObject(folder, entry)),
    ),
    ...straysIn(dir, names.heads, (entry) => entry.isFile() && isRunId(entry.name)),
    ...straysIn(dir, names.spool, (entry) => entry.isDirectory() && ownerOf(entry.name) !== null),
    ...straysIn(dir, names.temporary, (entry) => entry.isFile() && ownerOf(entry.name) !== null),
  ]);
}

function straysIn(dir: string, folder: string, isOwn: (entry: Dirent) => boolean): readonly string[] {
  return entriesIn(join(dir, folder)).flatMap((entry) => (isOwn(entry) ? [] : [join(folder, entry.name)]));
}

function fanOutFolders(dir: string): readonly string[] {
  const folders = entriesIn(join(dir, names.objects)).filter((entry) => entry.isDirectory() && isFanOut(entry.name));
  return folders.map(({ name }) => name);
}

function entriesIn(folder: string): readonly Dirent[] {
  if (!isPlainFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Any entry with a digest as name takes the place of an object. If it is not an object, that is damage, reported
 * elsewhere.
 */
const isObject = (folder: string, { name }: Dirent): boolean => isDigest(name) && name.startsWith(folder);
