import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { sweepUnfinished, systemClock, unfinishedBeside } from "../../store/index.ts";

/**
 * A file that only its owner may read. It is written to a temporary file in the same folder and renamed when it is
 * complete. Temporary files left by killed processes are deleted first. Throws as `fs` does.
 */
export class NewFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: number;
  #isOpen = true;

  constructor(path: string) {
    this.#path = path;
    sweepUnfinished(dirname(path), systemClock.now());
    this.#temporary = unfinishedBeside(path);
    this.#file = openSync(this.#temporary, "wx", 0o600);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }

  /** Renames the file to its final path, replacing an existing one. */
  commit(): void {
    fchmodSync(this.#file, 0o600);
    fsyncSync(this.#file);
    this.#close();
    renameSync(this.#temporary, this.#path);
  }

  /** Closes the file; deletes it unless it was committed. */
  close(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}
