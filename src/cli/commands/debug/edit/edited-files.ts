import { rmSync } from "node:fs";
import type { DebugFolder } from "../../../../store/index.ts";
import { writePrivate } from "../input/private-files.ts";

/** Files of edited content. They are removed when they are of no use, at the latest at the end of the session. */
export class EditedFiles implements Disposable {
  readonly #folder: () => DebugFolder;
  readonly #paths = new Set<string>();

  constructor(folder: () => DebugFolder) {
    this.#folder = folder;
  }

  /** Writes a new file; returns its path. Throws WCT_DEBUG_NOT_NOW without a store. */
  create(text: string): string {
    const path = this.#folder().newFile();
    this.#paths.add(path);
    writePrivate(path, text);
    return path;
  }

  remove(path: string): void {
    // An editor may have put a folder in its place.
    rmSync(path, { force: true, recursive: true });
    this.#paths.delete(path);
  }

  [Symbol.dispose](): void {
    for (const path of this.#paths) this.remove(path);
  }
}
