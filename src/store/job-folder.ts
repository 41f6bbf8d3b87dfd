import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactStoreLocation } from "../domain/index.ts";
import { makeProcessFolder, ownName } from "./disk/index.ts";
import { isSqliteLocation } from "./sqlite/index.ts";

/** A folder for files that must not outlive a job. */
export interface JobFolder {
  /** Returns the folder, which is created on first use. */
  readonly path: () => string;
  readonly remove: () => void;
}

/**
 * The folder is in the spool of the store. If the process is killed, the next process that opens the store deletes it
 * with the spool. For a store without a spool, the folder is in the system's folder for temporary files, and the next
 * process that makes one there deletes it.
 */
export function jobFolder(location: ArtifactStoreLocation | null): JobFolder {
  const spool = location !== null && isSqliteLocation(location) ? location.spool : null;
  let made: string | null = null;
  return {
    path() {
      made ??= spool === null ? makeProcessFolder("wct-job-") : folderIn(spool.dir);
      return made;
    },
    remove() {
      if (made !== null) rmSync(made, { recursive: true, force: true });
    },
  };
}

function folderIn(dir: string): string {
  const path = join(dir, ownName());
  mkdirSync(path, { mode: 0o700 });
  return path;
}
