import type { Clock, Digest, PruneReport, PruneRequest, RunId } from "../domain/index.ts";
import { isRunId } from "../domain/index.ts";
import { DroppedRows } from "./dropped.ts";
import { hexDigest } from "./frames.ts";
import type { ProcessInfo } from "./liveness.ts";
import { isCollectable, type ObjectFile, removeFiles, strayFiles } from "./prune-files.ts";
import { type ObjectEntry, ReferenceScan, type ScannedRun, unmarkedObjects } from "./references.ts";
import { numberOf, textOf } from "./rows.ts";
import { isRowAlive } from "./run-rows.ts";
import type { Connection } from "./sqlite-connection.ts";
import { frameKey } from "./sqlite-run-writer.ts";

interface Surroundings {
  readonly clock: Clock;
  readonly processInfo: ProcessInfo;
}

interface PrunedRun extends ScannedRun {
  readonly isAlive: boolean;
}

/** What a request comes to, given the runs there are now. */
interface Choice {
  readonly removed: readonly PrunedRun[];
  readonly dropped: ReadonlyMap<PrunedRun, readonly Digest[]>;
  readonly kept: readonly PrunedRun[];
  readonly spared: PruneReport["spared"];
  readonly isAnyAlive: boolean;
  /** A process has stored its runbook and plan, perhaps, and not yet the event that names them. */
  readonly isStarting: boolean;
}

interface Collected {
  readonly objects: readonly ObjectEntry[];
  readonly files: readonly ObjectFile[];
  readonly held: number;
}

const nothing: PruneRequest = { remove: [], drop: [], mode: "do" };
/** Runs and objects per transaction. */
const runsAtOnce = 20;
const objectsAtOnce = 2000;

/** At least one batch: names that no run took go with any. */
function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(all.length / size));
  return Array.from({ length: count }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Prunes a store's database and folder; see RecordStore. */
export class SqlitePrune {
  readonly #connection: Connection;
  readonly #surroundings: Surroundings;
  readonly #scan: ReferenceScan;
  readonly #dropped: DroppedRows;
  /** Content that somebody asked to be rid of. */
  #asked: ReadonlySet<Digest> = new Set();

  constructor(connection: Connection, surroundings: Surroundings) {
    this.#connection = connection;
    this.#surroundings = surroundings;
    this.#scan = new ReferenceScan(connection);
    this.#dropped = new DroppedRows(connection);
  }

  /** Only reads. */
  tell(request: PruneRequest): PruneReport {
    const choice = this.#choose(request);
    this.#asked = new Set([...choice.dropped.values()].flat());
    this.#markKept(choice);
    const { objects, held } = this.#collectable(choice, [...unmarkedObjects(this.#connection, this.#scan)]);
    const files = [...objects.flatMap((object) => fileOf(object, choice) ?? []), ...strayFiles(this.#connection)];
    const now = this.#surroundings.clock.now();
    const going = files.filter((file) => isCollectable(this.#connection.dir, file, now));
    return report(choice, {
      going: [...inlineOf(objects), ...going],
      held: held + files.length - going.length,
      logTruncated: true,
    });
  }

  /**
   * Short transactions, each of which leaves a sound store, so that running runs never wait long for the write lock.
   * Reading comes without it; what is recorded meanwhile is read under it. Files go last: were the process killed
   * before, there would be a file too many, and never one too few.
   */
  do(request: PruneRequest): PruneReport {
    this.#requireSound(request);
    const { dropped, ...choice } = this.#connection.transaction(() => this.#noteDropped(this.#choose(request)));
    this.#asked = new Set([...dropped.values()].flat());
    const removed = batches(request.remove, runsAtOnce).flatMap((remove) =>
      this.#connection.transaction(() => this.#deleteRuns(this.#choose({ ...nothing, remove }))),
    );
    const isGone = new Set(removed.map(({ id }) => id));
    const spared = [...choice.spared, ...this.#choose(request).spared].filter(({ run }) => !isGone.has(run));
    const { objects, files, held } = this.#deleteObjects();
    const strays = strayFiles(this.#connection);
    const all = new Map([...strays, ...files].map((file) => [file.digest, file]));
    const gone = removeFiles(this.#connection, [...all.values()], {
      now: this.#surroundings.clock.now(),
      isAnyAlive: () => this.#runs().some(({ isAlive }) => isAlive),
    });
    return report(
      { dropped, removed, spared: [...new Map(spared.map((one) => [one.run, one])).values()] },
      {
        going: [...inlineOf(objects), ...gone],
        held: held + all.size - gone.length,
        logTruncated: this.#connection.truncateLog(),
      },
    );
  }

  /** Throws when the record of a run that stays is damaged, before anything is changed. */
  #requireSound(request: PruneRequest): void {
    const { kept, dropped } = this.#choose(request);
    const aside = new ReferenceScan(this.#connection);
    for (const run of kept) (dropped.has(run) ? aside : this.#scan).mark(run, this.#dropped.of(run.runKey));
  }

  #deleteObjects(): Collected {
    this.#markKept(this.#choose(nothing));
    const candidates = [...unmarkedObjects(this.#connection, this.#scan)];
    const remove = this.#connection.prepare("DELETE FROM objects WHERE object_key = ?");
    const all = batches(candidates, objectsAtOnce).map((batch) =>
      this.#connection.transaction((): Collected => {
        const choice = this.#choose(nothing);
        this.#markKept(choice);
        const { objects, held } = this.#collectable(choice, batch);
        for (const { objectKey } of objects) remove.run(objectKey);
        return { objects, held, files: objects.flatMap((object) => fileOf(object, choice) ?? []) };
      }),
    );
    return {
      objects: all.flatMap(({ objects }) => objects),
      files: all.flatMap(({ files }) => files),
      held: all.reduce((sum, { held }) => sum + held, 0),
    };
  }

  #deleteRuns({ removed }: Choice): readonly PrunedRun[] {
    const frames = this.#connection.prepare("DELETE FROM frames WHERE frame_key > ? AND frame_key < ?");
    const dropped = this.#connection.prepare("DELETE FROM dropped WHERE run_key = ?");
    const run = this.#connection.prepare("DELETE FROM runs WHERE run_key = ?");
    for (const { runKey } of removed) {
      frames.run(frameKey(runKey, 0), frameKey(runKey + 1, 0));
      dropped.run(runKey);
      run.run(runKey);
    }
    return removed;
  }

  #noteDropped(choice: Choice): Choice {
    const insert = this.#connection.prepare("INSERT OR IGNORE INTO dropped (run_key, digest, at) VALUES (?, ?, ?)");
    const now = this.#surroundings.clock.now().getTime();
    for (const [{ runKey }, digests] of choice.dropped) {
      for (const digest of digests) insert.run(runKey, Buffer.from(digest, "hex"), now);
    }
    return choice;
  }

  #markKept({ kept, dropped }: Choice): void {
    for (const run of kept) {
      this.#scan.mark(run, new Set([...this.#dropped.of(run.runKey), ...(dropped.get(run) ?? [])]));
    }
  }

  /** While a run is starting, what nobody names may be its runbook and plan. */
  #collectable(
    { isStarting }: Choice,
    candidates: readonly ObjectEntry[],
  ): { readonly objects: readonly ObjectEntry[]; readonly held: number } {
    const unneeded = candidates.filter(({ objectKey }) => !this.#scan.isMarked(objectKey));
    if (!isStarting) return { objects: unneeded, held: 0 };
    const objects = unneeded.filter(({ digest }) => this.#asked.has(hexDigest(digest)));
    return { objects, held: unneeded.length - objects.length };
  }

  #choose({ remove, drop }: PruneRequest): Choice {
    const runs = this.#runs();
    const alive = runs.filter((run) => run.isAlive);
    const takers = new Map<RunId, RunId>(alive.map(({ id }) => [id, id]));
    for (const run of alive) for (const from of this.#scan.takenFrom(run)) takers.set(from, takers.get(from) ?? run.id);
    const asked = new Set([...remove, ...drop.map(({ run }) => run)]);
    const byId = new Map(runs.map((run) => [run.id, run]));
    // Of a process that ended before its first event only the name is left.
    const names = runs.filter((run) => run.events === 0 && !run.isAlive);
    const chosen = remove.flatMap((id) => (takers.has(id) ? [] : (byId.get(id) ?? [])));
    const removed = [...new Set([...chosen, ...names])];
    const gone = new Set(removed);
    const kept = runs.filter((run) => !gone.has(run));
    const drops = new Map(drop.filter(({ run }) => !takers.has(run)).map(({ run, digests }) => [run, digests]));
    return {
      removed,
      kept,
      dropped: new Map(kept.flatMap((run) => [drops.get(run.id)].flatMap((one) => (one ? [[run, one] as const] : [])))),
      spared: [...asked].flatMap((run) => {
        const because = takers.get(run);
        return because === undefined ? [] : [{ run, because }];
      }),
      isAnyAlive: alive.length > 0,
      isStarting: alive.some((run) => run.events === 0),
    };
  }

  #runs(): readonly PrunedRun[] {
    const select = this.#connection.prepare("SELECT * FROM runs ORDER BY run_key");
    return this.#connection
      .read(() => select.all())
      .flatMap((row) => {
        const id = textOf(row, "id");
        if (!isRunId(id)) return [];
        const isAlive = isRowAlive(row, this.#surroundings);
        return [{ id, runKey: numberOf(row, "run_key"), events: numberOf(row, "events"), isAlive }];
      });
  }
}

function fileOf({ isFile, digest, storedBytes }: ObjectEntry, { isAnyAlive }: Choice): ObjectFile | null {
  return isFile ? { digest: hexDigest(digest), bytes: storedBytes, mayBeStaged: isAnyAlive } : null;
}

const inlineOf = (objects: readonly ObjectEntry[]): readonly { readonly bytes: number }[] =>
  objects.flatMap(({ isFile, storedBytes }) => (isFile ? [] : [{ bytes: storedBytes }]));

interface Outcome {
  readonly going: readonly { readonly bytes: number }[];
  readonly held: number;
  readonly logTruncated: boolean;
}

function report(
  choice: Pick<Choice, "removed" | "dropped" | "spared">,
  { going, held, logTruncated }: Outcome,
): PruneReport {
  return {
    removed: choice.removed.filter((run) => run.events > 0).map((run) => run.id),
    dropped: [...choice.dropped].map(([{ id }, digests]) => ({ run: id, digests })),
    spared: choice.spared,
    objects: going.length,
    bytes: going.reduce((sum, { bytes }) => sum + bytes, 0),
    held,
    logTruncated,
  };
}
