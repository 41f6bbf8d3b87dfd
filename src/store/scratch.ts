import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { invariant, isWctError, type WctError, wctError } from "../diagnostics/index.ts";
import type { MessageReader, MessageWriter, StagedObject } from "../domain/index.ts";
import { errnoOf, writeFailure } from "../files/index.ts";
import { fileObject, openFileSink } from "./disk/index.ts";
import { createMessageWriter, inlineLimit, memoryObject, type ObjectSink, openMessage } from "./objects/index.ts";

/**
 * Content that is only compared with other content. Small messages stay in memory. Larger ones are in encrypted files
 * for their owner only, in the system's folder for temporary files; their key is in memory only.
 */
export interface Scratch {
  /** Its methods throw WCT_STORE_WRITE_FAILED, which names the folder for temporary files. */
  readonly writer: () => MessageWriter;
  /** Opens what one of the writers finished. */
  readonly open: (object: StagedObject) => Promise<MessageReader>;
  /** Deletes one object. */
  readonly drop: (object: StagedObject) => void;
  /** Deletes everything. */
  readonly remove: () => void;
}

/** Creates a scratch. Its folder is created with the first file. */
export function createScratch(): Scratch {
  return new ScratchFiles();
}

class ScratchFiles implements Scratch {
  readonly #key = randomBytes(32);
  /** Every object has a folder of its own, because equal objects would share a file. */
  readonly #folders = new Map<StagedObject, string>();
  #root: string | null = null;
  #created = 0;

  writer = (): MessageWriter => {
    let folder: string | null = null;
    const openSink = () =>
      explained(() => {
        folder = this.#newFolder();
        return explainedSink(openFileSink({ dir: folder, root: folder, temporary: folder, isDurable: false }));
      });
    const writer = createMessageWriter({ openSink, inlineLimit, sinkKind: "spooled", key: this.#key });
    return {
      ...{ write: (elements) => writer.write(elements), lines: (text, count) => writer.lines(text, count) },
      abort: () => writer.abort(),
      finish: async (schema, rest, options) => {
        const object = await writer.finish(schema, rest, options);
        if (folder !== null) this.#folders.set(object, folder);
        return object;
      },
    };
  };

  open = async (object: StagedObject): Promise<MessageReader> => {
    if (object.kind === "inline") return await openMessage(memoryObject(object.digest, object.data));
    const folder = this.#folders.get(object);
    invariant(folder !== undefined, "an object was opened that is not in this scratch");
    const file = fileObject({ dir: folder, root: folder }, object.digest, this.#key);
    invariant(file !== null, "an object of the scratch was deleted");
    return await openMessage(file);
  };

  drop = (object: StagedObject): void => {
    const folder = this.#folders.get(object);
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    this.#folders.delete(object);
  };

  remove = (): void => {
    if (this.#root !== null) rmSync(this.#root, { recursive: true, force: true });
    this.#root = null;
  };

  #newFolder(): string {
    this.#root ??= mkdtempSync(join(tmpdir(), "wct-scratch-"));
    this.#created += 1;
    const folder = join(this.#root, String(this.#created));
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }
}

function explainedSink({ write, commit, abort }: ObjectSink): ObjectSink {
  return {
    write: (bytes) => explained(() => write(bytes)),
    commit: (digest) =>
      commit(digest).catch((error: unknown) => {
        throw unwritable(error);
      }),
    abort,
  };
}

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unwritable(error);
  }
}

/** The errors of `disk/` name the store, but the store is not at fault here. */
function unwritable(error: unknown): WctError {
  const cause = isWctError(error) && error.cause !== undefined ? error.cause : error;
  const { why } = errnoOf(cause) === "ENOENT" ? { why: "does not exist" } : writeFailure(cause);
  return wctError("WCT_STORE_WRITE_FAILED", {
    message: `the folder for temporary files, "${tmpdir()}", ${why}`,
    hint: "free space there, or name another folder in the variable TMPDIR",
    cause,
  });
}
