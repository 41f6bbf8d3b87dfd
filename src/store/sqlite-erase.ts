import { closeSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Clock,
  type Digest,
  type EraseReport,
  type EraseRequest,
  isRunId,
  type RunId,
  type SearchedRuns,
} from "../domain/index.ts";
import { nothingErased, unsearchedRuns } from "./copy.ts";
import { objectPath } from "./file-objects.ts";
import { createPrivateFile, names } from "./folder.ts";
import { hexDigest } from "./frames.ts";
import type { ProcessInfo } from "./liveness.ts";
import { ownName } from "./owner.ts";
import { digestsIn } from "./references.ts";
import { bytesOf, numberOf, textOf } from "./rows.ts";
import { FrameRows, isRowAlive } from "./run-rows.ts";
import type { Connection } from "./sqlite-connection.ts";

interface Surroundings {
  readonly clock: Clock;
  readonly processInfo: ProcessInfo;
}

/** A run that names content which is asked for. */
interface Naming {
  readonly run: RunId;
  readonly runKey: number;
  readonly digests: readonly Digest[];
}

/**
 * Removes objects whoever names them; see RecordStore. Tombstones and rows change in one transaction. Files go after
 * it: were the process killed in between, the next call or a prune removes what is left.
 */
export function eraseObjects(connection: Connection, surroundings: Surroundings, request: EraseRequest): EraseReport {
  const eraser = new Eraser(connection, surroundings, request);
  return request.mode === "tell" ? eraser.tell() : eraser.do();
}

class Eraser {
  readonly #connection: Connection;
  readonly #surroundings: Surroundings;
  readonly #asked: ReadonlySet<Digest>;
  readonly #searched: SearchedRuns | undefined;
  /** What each run names, as far as its events were read; by id, since numbers of removed runs are used again. */
  readonly #read = new Map<string, { seq: number; readonly named: Set<Digest> }>();

  constructor(connection: Connection, surroundings: Surroundings, { digests, searched }: EraseRequest) {
    this.#connection = connection;
    this.#surroundings = surroundings;
    this.#asked = new Set(digests);
    this.#searched = searched;
  }

  tell(): EraseReport {
    return this.#report(this.#naming(), { active: this.#active(), unsearched: this.#unsearched() });
  }

  do(): EraseReport {
    // Reads most of it without the write lock; what is recorded meanwhile is read under it.
    this.#naming();
    const { report, moment } = this.#connection.transaction(() => {
      const active = this.#active();
      const unsearched = this.#unsearched();
      if (active.length > 0 || unsearched.length > 0) {
        return { report: { ...nothingErased, active, unsearched }, moment: null };
      }
      const naming = this.#naming();
      const done = this.#report(naming, { active, unsearched });
      this.#entomb(naming);
      return { report: done, moment: this.#momentOfFiles() };
    });
    if (moment === null) return report;
    this.#connection.transaction(() => this.#removeFiles(moment));
    return { ...report, logTruncated: this.#connection.truncateLog() };
  }

  #active(): readonly RunId[] {
    return this.#rows().flatMap((row) =>
      (isRowAlive(row, this.#surroundings) ? [textOf(row, "id")] : []).filter(isRunId),
    );
  }

  /** Under the write lock nobody can record more. */
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

  #naming(): readonly Naming[] {
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

  #entomb(naming: readonly Naming[]): void {
    const insert = this.#connection.prepare(
      "INSERT OR IGNORE INTO dropped (run_key, digest, at, reason) VALUES (?, ?, ?, 'erased')",
    );
    const remove = this.#connection.prepare("DELETE FROM objects WHERE digest = ?");
    const now = this.#surroundings.clock.now().getTime();
    for (const { runKey, digests } of naming) {
      for (const digest of digests) insert.run(runKey, Buffer.from(digest, "hex"), now);
    }
    for (const digest of this.#asked) remove.run(Buffer.from(digest, "hex"));
  }

  /** Now, by the clock that dates files. */
  #momentOfFiles(): number {
    const path = join(this.#connection.dir, names.temporary, ownName());
    closeSync(createPrivateFile(path));
    const { mtimeMs } = statSync(path);
    rmSync(path);
    return mtimeMs;
  }

  /** Also what a process that was killed left of an earlier call. A newer file is content that was made again since. */
  #removeFiles(moment: number): void {
    const known = this.#connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
    const erased = this.#connection.prepare("SELECT DISTINCT digest FROM dropped WHERE reason = 'erased'");
    const root = join(this.#connection.dir, names.objects);
    const before = erased.all().map((row) => hexDigest(bytesOf(row, "digest")));
    for (const digest of new Set([...this.#asked, ...before])) {
      const path = objectPath(root, digest);
      const stat = statSync(path, { throwIfNoEntry: false });
      const isNeeded = known.get(Buffer.from(digest, "hex")) !== undefined;
      if (stat === undefined || isNeeded || stat.mtimeMs > moment) continue;
      const aside = join(this.#connection.dir, names.temporary, ownName());
      renameSync(path, aside);
      rmSync(aside);
    }
  }

  #report(naming: readonly Naming[], rest: Pick<EraseReport, "active" | "unsearched">): EraseReport {
    const select = this.#connection.prepare("SELECT stored_bytes FROM objects WHERE digest = ?");
    const rows = [...this.#asked].flatMap((digest) => {
      const row = this.#connection.read(() => select.get(Buffer.from(digest, "hex")));
      return row === undefined ? [] : [row];
    });
    return {
      runs: naming.map(({ run, digests }) => ({ run, digests })),
      objects: rows.length,
      bytes: rows.reduce((sum, row) => sum + numberOf(row, "stored_bytes"), 0),
      logTruncated: true,
      ...rest,
    };
  }
}
