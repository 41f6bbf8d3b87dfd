import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns a folder under `parent` for compiled code that only this user can read and write, because anyone who can
 * write there decides what runs. Returns null if there is none and none can be created. A link, or a folder that others
 * created or can open, is not used.
 */
export function privateCacheFolder(parent: string, user: number | undefined): string | null {
  const folder = join(parent, user === undefined ? "wct-compiled" : `wct-compiled-${user}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // The folder may exist already; if it does not, lstat reports it.
  }
  try {
    const found = lstatSync(folder);
    // Systems without numeric user ids have a separate temporary folder for each user.
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o077) === 0);
    return found.isDirectory() && isOwn ? folder : null;
  } catch {
    return null;
  }
}
