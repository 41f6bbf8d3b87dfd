import { closeSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Digest,
  type EraseReport,
  type EraseRequest,
  isRunId,
  type RunId,
  type SearchedRuns,
} from "../../domain/index.ts";
import {
  createPrivateFile,
  isPlainFolder,
  names,
  objectPath,
  ownName,
  plainFileStat,
  type StoreSystem,
} from "../disk/index.ts";
import { hexDigest } from "../records/index.ts";
import { digestsIn, nothingErased, unsearchedRuns } from "../retention/index.ts";
import { bytesOf, numberOf, textOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
import { FrameRows, isRowAlive } from "./run-rows.ts";

/** A run that names requested content. */
interface NamingRun {
  readonly run: RunId;
  readonly runKey: number;
  readonly digests: readonly Digest[];
}

/**
 * Deletes objects regardless of the runs that name them; see RecordStore. Tombstones and rows change in one
 * transaction. Files are deleted after it. If the process is killed in between, the next call or a prune deletes the
 * rest.
 */
export function eraseObjects(connection: Connection, system: StoreSystem, request: EraseRequest): EraseReport {
  const eraser = new Eraser(connection, system, request);
  return request.mode === "tell" ? eraser.tell() : eraser.do();
}

class Eraser {
  readonly #connection: Connection;
  readonly #system: StoreSystem;
  readonly #asked: ReadonlySet<Digest>;
  readonly #searched: SearchedRuns | undefined;
  /**
   * The digests that each run names, up to the last event read. The key is the id, because numbers of removed runs are
   * reused.
   */
  readonly #read = new Map<string, { seq: number; readonly named: Set<Digest> }>();

  constructor(connection: Connection, system: StoreSystem, { digests, searched }: EraseRequest) {
    this.#connection = connection;
    this.#system = system;
    this.#asked = new Set(digests);
    this.#searched = searched;
  }

  tell(): EraseReport {
    return this.#report(this.#findNaming(), { active: this.#active(), unsearched: this.#unsearched() });
  }

  do(): EraseReport {
    // Reads most of the record without the write lock, and events recorded in the meantime under it.
    this.#findNaming();
    const { report, moment } = this.#connection.transaction(() => {
      const active = this.#active();
      const unsearched = this.#unsearched();
      if (active.length > 0 || unsearched.length > 0) {
        return { report: { ...nothingErased, active, unsearched }, moment: null };
      }
      const naming = this.#findNaming();
      const done = this.#report(naming, { active, unsearched });
      this.#writeTombstones(naming);
      return { report: done, moment: this.#fileTime() };
    });
    if (moment === null) return report;
    this.#connection.transaction(() => this.#removeFiles(moment));
    return { ...report, mayRemain: !this.#connection.truncateLog() };
  }

  #active(): readonly RunId[] {
    return this.#rows().flatMap((row) => (isRowAlive(row, this.#system) ? [textOf(row, "id")] : []).filter(isRunId));
  }

  /** Call it under the write lock, so that no further events can be recorded. */
  #unsearched(): readonly RunId[] {
    const runs = this.#rows().flatMap((row) => {
      const id = textOf(row, "id");
      return isRunId(id) ? [{ id, events: numberOf(row, "events") }] : [];
    });
    return unsearchedRuns(runs, this.#searched);
  }

  #rows() {
    const select = this.#connection.prepare("SELECT * FROM runs ORDER BY run_key DESC");
    return this.#connection.read(() => select.all());
  }

  #findNaming(): readonly NamingRun[] {
    const frames = new FrameRows(this.#connection);
    return this.#rows().flatMap((row) => {
      const run = textOf(row, "id");
      const runKey = numberOf(row, "run_key");
      const known = this.#read.get(run) ?? { seq: 0, named: new Set<Digest>() };
      for (const { body, lastSeq } of frames.after(runKey, known.seq)) {
        for (const digest of digestsIn(body)) if (this.#asked.has(digest)) known.named.add(digest);
        known.seq = lastSeq;
      }
      this.#read.set(run, known);
      return known.named.size === 0 || !isRunId(run) ? [] : [{ run, runKey, digests: [...known.named].toSorted() }];
    });
  }

  #writeTombstones(naming: readonly NamingRun[]): void {
    const insert = this.#connection.prepare(
      "INSERT OR IGNORE INTO dropped (run_key, digest, at, reason) VALUES (?, ?, ?, 'erased')",
    );
    const remove = this.#connection.prepare("DELETE FROM objects WHERE digest = ?");
    const now = this.#system.clock.now().getTime();
    for (const { runKey, digests } of naming) {
      for (const digest of digests) insert.run(runKey, Buffer.from(digest, "hex"), now);
    }
    for (const digest of this.#asked) remove.run(Buffer.from(digest, "hex"));
  }

  /** Returns the current time of the clock that dates files. */
  #fileTime(): number {
    const path = join(this.#connection.dir, names.temporary, ownName());
    closeSync(createPrivateFile(path));
    const { mtimeMs } = statSync(path);
    rmSync(path);
    return mtimeMs;
  }

  /**
   * Also deletes files that a killed process left from an earlier call. A newer file is content that was made again.
   */
  #removeFiles(moment: number): void {
    const known = this.#connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
    const erased = this.#connection.prepare("SELECT DISTINCT digest FROM dropped WHERE reason = 'erased'");
    const root = join(this.#connection.dir, names.objects);
    const before = erased.all().map((row) => hexDigest(bytesOf(row, "digest")));
    for (const digest of new Set([...this.#asked, ...before])) {
      const path = objectPath(root, digest);
      const stat = isPlainFolder(dirname(path)) ? plainFileStat(path) : undefined;
      const isNeeded = known.get(Buffer.from(digest, "hex")) !== undefined;
      if (stat === undefined || isNeeded || stat.mtimeMs > moment) continue;
      const aside = join(this.#connection.dir, names.temporary, ownName());
      renameSync(path, aside);
      rmSync(aside);
    }
  }

  #report(naming: readonly NamingRun[], rest: Pick<EraseReport, "active" | "unsearched">): EraseReport {
    const select = this.#connection.prepare("SELECT stored_bytes FROM objects WHERE digest = ?");
    const rows = [...this.#asked].flatMap((digest) => {
      const row = this.#connection.read(() => select.get(Buffer.from(digest, "hex")));
      return row === undefined ? [] : [row];
    });
    return {
      runs: naming.map(({ run, digests }) => ({ run, digests })),
      objects: rows.length,
      bytes: rows.reduce((sum, row) => sum + numberOf(row, "stored_bytes"), 0),
      mayRemain: false,
      ...rest,
    };
  }
}
