import type { StatementSync } from "node:sqlite";
import { isWctError } from "../../diagnostics/index.ts";
import { type ChainReport, type Digest, isRunId, type RunEnds, type RunEvent, type RunId } from "../../domain/index.ts";
import type { HeadFiles } from "../disk/index.ts";
import {
  checkChain,
  differences,
  type KeptHead,
  lostRecord,
  type RecordEnd,
  type RunProjection,
  runNotFound,
} from "../records/index.ts";
import { asKept, digestsIn } from "../retention/index.ts";
import { bytesOf, importedOf, numberOf, projectionOf, type StoredRow } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
import { DroppedRows } from "./dropped-rows.ts";
import { FrameRows, upTo } from "./run-rows.ts";

/** Checks the records in a database against their chains, the list of runs, and the heads stored next to it. */
export class RecordCheck {
  readonly #connection: Connection;
  readonly #heads: HeadFiles;
  readonly #frames: FrameRows;
  readonly #dropped: DroppedRows;
  readonly #selectRun: StatementSync;
  readonly #scanRuns: StatementSync;

  constructor(connection: Connection, heads: HeadFiles) {
    this.#connection = connection;
    this.#heads = heads;
    this.#frames = new FrameRows(connection);
    this.#dropped = new DroppedRows(connection);
    this.#selectRun = connection.prepare("SELECT * FROM runs WHERE id = ?");
    // Does not use the indexes, which may be damaged themselves.
    this.#scanRuns = connection.prepare("SELECT * FROM runs NOT INDEXED");
  }

  /** See ExecutionStore.verifyChain. */
  verifyChain(id: RunId, each?: (event: RunEvent) => void): ChainReport {
    const { row, isIndexed } = this.#find(id);
    const lost = row === null || !this.#isRecorded(row) ? this.#lostHead(id) : null;
    if (lost !== null) return lostRecord(id, lost);
    if (row === null || !this.#isRecorded(row)) throw runNotFound(id);
    const runKey = numberOf(row, "run_key");
    const dropped = this.#dropped.of(runKey);
    const report = this.check(id, row, asKept(each, dropped));
    const wrong = [...this.#strayTombstones(runKey, dropped)];
    if (!isIndexed) wrong.push("the index of the list of runs misses it");
    return { ...report, damage: [...report.damage, ...wrong.map((what) => ({ seq: null, what }))] };
  }

  /** See ExecutionStore.ends. */
  ends(): RunEnds {
    // Reads the heads first: a run recorded in the meantime is then in the list, and the head of a removed run is
    // deleted before the run.
    const kept = this.#heads.runs();
    const here = new Set<string>();
    for (const row of this.#connection.read(() => this.#scanRuns.all())) {
      if (typeof row["id"] === "string" && this.#isRecorded(row)) here.add(row["id"]);
    }
    const lost = kept.filter((id) => !here.has(id) && this.#lostHead(id) !== null);
    const known = new Set<string>(kept);
    return { lost, unknown: [...here].filter(isRunId).filter((id) => !known.has(id)) };
  }

  /** Returns whether these rows of the list of runs are not behind the stored heads. */
  isWhole(rows: readonly StoredRow[]): boolean {
    const events = new Map(rows.map((row) => [row["id"], row["events"]]));
    return this.#heads.runs().every((id) => {
      const kept = this.#heads.read(id);
      return kept === null || (kept !== "damaged" && Number(events.get(id) ?? 0) >= kept.events);
    });
  }

  /** Reads the end of the record first, so that later appends come after it. */
  check(id: RunId, row: StoredRow, each?: (event: RunEvent) => void): ChainReport {
    const kept = this.#heads.read(id);
    const listed = listedIn(this.#find(id).row ?? row);
    const runKey = numberOf(row, "run_key");
    const end = "end" in listed ? listed.end : null;
    const all = this.#frames.after(runKey, 0);
    const frames = end === null ? all : upTo(end.events, all);
    const { report, projection } = checkChain(id, { frames, end, kept: kept === "damaged" ? null : kept, each });
    const wrong = "what" in listed ? [listed.what] : [];
    const differing = "what" in listed || report.damage.length > 0 ? [] : differences(projection, listed.projection);
    wrong.push(...differing.map((name) => `the list of runs has another ${name}`));
    if (kept === "damaged") wrong.push("the head that is stored next to the database is damaged");
    return { ...report, damage: [...report.damage, ...wrong.map((what) => ({ seq: null, what }))] };
  }

  /** A row without events may be a reserved name, or damaged. */
  #isRecorded(row: StoredRow): boolean {
    return row["events"] !== 0 || !this.#frames.after(numberOf(row, "run_key"), 0).next().done;
  }

  /** Returns tombstones of content that the run never named. They must have been written for other content. */
  #strayTombstones(runKey: number, dropped: ReadonlySet<Digest>): readonly string[] {
    const stray = new Set(dropped);
    if (stray.size > 0) {
      for (const { body } of this.#frames.after(runKey, 0)) for (const digest of digestsIn(body)) stray.delete(digest);
    }
    return [...stray].map((digest) => `content ${digest} is recorded as deleted, but no event names it`);
  }

  #find(id: RunId): { readonly row: StoredRow | null; readonly isIndexed: boolean } {
    const row = this.#connection.read(() => this.#selectRun.get(id));
    if (row !== undefined) return { row, isIndexed: true };
    const found = this.#connection.read(() => this.#scanRuns.all()).find((one) => one["id"] === id);
    return { row: found ?? null, isIndexed: false };
  }

  /**
   * Returns the stored head of a run that is missing from the database. Returns null if the run exists after all, was
   * removed, or never had an event. A head is stored after the first commit and deleted before the removal, so the list
   * is read again.
   */
  #lostHead(id: RunId): KeptHead | "damaged" | null {
    const kept = this.#heads.read(id);
    if (kept === null || (kept !== "damaged" && kept.events === 0)) return null;
    const { row } = this.#find(id);
    return row === null || !this.#isRecorded(row) ? kept : null;
  }
}

/** Returns the run's row in the list of runs, or the reason why it cannot be read. */
function listedIn(
  row: StoredRow,
): { readonly end: RecordEnd; readonly projection: RunProjection } | { readonly what: string } {
  try {
    importedOf(row);
    return {
      end: { events: numberOf(row, "events"), head: bytesOf(row, "head") },
      projection: projectionOf(row),
    };
  } catch (error) {
    if (!isWctError(error)) throw error;
    return { what: `its row in the list of runs cannot be read: ${error.message}` };
  }
}
