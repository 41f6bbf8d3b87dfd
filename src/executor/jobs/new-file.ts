import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { wctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";
import { writeFailure } from "../../files/index.ts";
import { unfinishedBeside } from "../../store/index.ts";

/** A new file, readable by its owner only. It is written next to its final path and moved there when it is complete. */
export class ExporterFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: number;
  readonly #hash = createHash("sha256");
  #isOpen = true;
  #isInPlace = false;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#temporary = unfinishedBeside(path);
    this.#file = orRefuse(path, () => openSync(this.#temporary, "wx", 0o600));
  }

  write(piece: Uint8Array): void {
    orRefuse(this.#path, () => {
      for (let at = 0; at < piece.length; ) at += writeSync(this.#file, piece, at);
    });
    this.#hash.update(piece);
    this.#bytes += piece.length;
  }

  commit(): { readonly digest: Digest; readonly bytes: number } {
    return orRefuse(this.#path, () => {
      fsyncSync(this.#file);
      this.#close();
      renameSync(this.#temporary, this.#path);
      this.#isInPlace = true;
      return { digest: this.#hash.digest("hex") as Digest, bytes: this.#bytes };
    });
  }

  /** Deletes the file, unless it is at its final path. */
  abort(): void {
    this.#close();
    if (!this.#isInPlace) rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}

function orRefuse<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { why, hint } = writeFailure(error);
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${path}" ${why}`,
      hint: `${hint}, or choose another folder with --output`,
    });
  }
}
