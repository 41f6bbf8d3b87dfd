import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * A folder under `parent` for compiled code that only this user can read and write: whoever writes there decides what
 * runs. Null when there is none, and none can be made; a link, or a folder that others made or can open, is not used.
 */
export function privateCacheFolder(parent: string, user: number | undefined): string | null {
  const folder = join(parent, user === undefined ? "wct-compiled" : `wct-compiled-${user}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It may be there already; if it is not, looking at it says so.
  }
  try {
    const found = lstatSync(folder);
    // Systems without numbers of users have temporary folders of their own for each.
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o077) === 0);
    return found.isDirectory() && isOwn ? folder : null;
  } catch {
    return null;
  }
}
