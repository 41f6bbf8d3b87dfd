import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { isDigest, isRunId, type RunId } from "../../domain/index.ts";
import { genesisHash, hexDigest, type KeptHead, type RecordEnd } from "../records/index.ts";
import { createPrivateFile, names } from "./folder.ts";
import { isCode, plainFlags } from "./plain.ts";
import { guarded, storeError } from "./store-errors.ts";

const sync = promisify(fsync);

/**
 * Stores the head of each run in a small file next to the database. A damaged log makes SQLite lose every transaction
 * after the damage, and a database replaced by an older copy of itself is consistent too, so only a record outside it
 * can detect this. A head is written after the commit that it names, so it may lag behind the record but is never ahead
 * of it.
 */
export class HeadFiles {
  readonly #dir: string;
  readonly #folder: string;

  constructor(dir: string) {
    this.#dir = dir;
    this.#folder = join(dir, names.heads);
  }

  /** Returns whether there is a file for a run of this name, regardless of its content. */
  has(run: RunId): boolean {
    return existsSync(this.#path(run));
  }

  /** Creates the file of a run that has no events yet. Throws WCT_STORE_WRITE_FAILED. */
  create(run: RunId): HeadWriter {
    const file = guarded(this.#dir, "write", () => createPrivateFile(this.#path(run)));
    const writer = new HeadWriter(this.#dir, file);
    // Allocates the space that all later lines overwrite.
    writer.write({ events: 0, head: genesisHash(run) });
    return writer;
  }

  /** Stores the head of a complete record, unless there is one already. Throws WCT_STORE_WRITE_FAILED. */
  async keep(run: RunId, end: RecordEnd): Promise<void> {
    if (this.read(run) !== null) return;
    rmSync(this.#path(run), { force: true });
    const writer = this.create(run);
    try {
      writer.write(end);
    } finally {
      await writer.close();
    }
  }

  /**
   * Returns the head of a run; `damaged` if the file is not as it was written; null if there is no head, as for runs
   * that version 0.1 recorded, and for files that were still empty at a power failure.
   */
  read(run: RunId): KeptHead | "damaged" | null {
    const text = guarded(this.#dir, "read", () => textIn(this.#path(run)));
    if (text === null || /^\0*$/.test(text)) return null;
    const [, events = "", head = "", sum = ""] = /^(\d{16}) ([0-9a-f]{64}) ([0-9a-f]{8})\n$/.exec(text) ?? [];
    return isDigest(head) && sum === checksum(`${events} ${head}`) ? { events: Number(events), head } : "damaged";
  }

  /** Returns the runs that have a head, newest first; none in a store of version 0.1. */
  runs(): readonly RunId[] {
    return guarded(this.#dir, "read", () => namesIn(this.#folder).filter(isRunId).toSorted().toReversed());
  }

  /**
   * Deletes the heads of runs. Call it before the removal of the runs is committed, because a head without a run means
   * that a run was lost. Durable when it returns.
   */
  remove(runs: Iterable<RunId>): void {
    guarded(this.#dir, "write", () => {
      for (const run of runs) rmSync(this.#path(run), { force: true });
      const folder = openSync(this.#folder, "r");
      try {
        fsyncSync(folder);
      } finally {
        closeSync(folder);
      }
    });
  }

  #path(run: RunId): string {
    return join(this.#folder, run);
  }
}

/** Length of the line: 16, 64 and 8 digits, two spaces and a line feed. */
const lineLength = 91;

/**
 * Writes the head file of a run while it is recorded. The file is one line, which fits into a sector and is overwritten
 * each time.
 */
export class HeadWriter {
  readonly #dir: string;
  readonly #file: number;
  readonly #line = Buffer.alloc(lineLength, " ");
  #isOpen = true;

  constructor(dir: string, file: number) {
    this.#dir = dir;
    this.#file = file;
  }

  /** When it returns, the head survives the end of the process. Throws WCT_STORE_WRITE_FAILED. */
  write({ events, head }: RecordEnd): void {
    const text = `${String(events).padStart(16, "0")} ${hexDigest(head)}`;
    this.#line.write(`${text} ${checksum(text)}\n`, "latin1");
    try {
      writeSync(this.#file, this.#line, 0, lineLength, 0);
    } catch (error) {
      throw storeError(error, this.#dir, "write");
    }
  }

  /** When it returns, the head survives a power failure. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await sync(this.#file);
    } catch (error) {
      throw storeError(error, this.#dir, "write");
    } finally {
      closeSync(this.#file);
    }
  }
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0");

/** Returns null if there is no such file. Any other entry than a plain file counts as damaged. */
function textIn(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, plainFlags);
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    return isCode(error, "ELOOP") || isCode(error, "ENXIO") ? "no plain file" : raise(error);
  }
  try {
    if (!fstatSync(file).isFile()) return "no plain file";
    const line = Buffer.alloc(lineLength + 1);
    return line.toString("latin1", 0, readSync(file, line));
  } finally {
    closeSync(file);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    return isCode(error, "ENOENT") ? [] : raise(error);
  }
}

function raise(error: unknown): never {
  throw error;
}
