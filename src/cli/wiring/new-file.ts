import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file that only its owner may read, written beside its place and put there when it is complete. Throws as `fs` does. */
export class NewFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: number;
  #isOpen = true;

  constructor(path: string) {
    this.#path = path;
    this.#temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
    this.#file = openSync(this.#temporary, "wx", 0o600);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }

  /** Puts it in its place, over what is there. */
  commit(): void {
    fchmodSync(this.#file, 0o600);
    fsyncSync(this.#file);
    this.#close();
    renameSync(this.#temporary, this.#path);
  }

  /** Lets go of it; without a commit before, nothing is left. */
  close(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}
