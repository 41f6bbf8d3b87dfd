import { type Digest, isRunId, type PruneReport, type PruneRequest } from "../../domain/index.ts";
import type { HeadFiles, StoreSystem } from "../disk/index.ts";
import { hexDigest } from "../records/index.ts";
import { choosePrune, digestsIn, type PrunableRun, type PruneChoice, withNamed } from "../retention/index.ts";
import { numberOf, textOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
import { DroppedRows } from "./dropped-rows.ts";
import { isCollectable, type ObjectFile, removeFiles, strayFiles } from "./prune-files.ts";
import { type ObjectEntry, ReferenceScan, type ScannedRun, unmarkedObjects } from "./reference-scan.ts";
import { FrameRows, isRowAlive } from "./run-rows.ts";
import { frameKey } from "./run-writer.ts";

interface PruneContext extends StoreSystem {
  readonly heads: HeadFiles;
}

interface PrunedRun extends ScannedRun, PrunableRun {}

type Choice = PruneChoice<PrunedRun>;

interface Collected {
  readonly objects: readonly ObjectEntry[];
  readonly files: readonly ObjectFile[];
  readonly held: number;
}

const nothing: PruneRequest = { remove: [], drop: [], mode: "do" };
/** Numbers of runs and objects per transaction. */
const runsAtOnce = 20;
const objectsAtOnce = 2000;

/** Splits a list into at least one batch. Even an empty batch removes names that no run uses. */
function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(all.length / size));
  return Array.from({ length: count }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Prunes a store's database and folder; see RecordStore. */
export class SqlitePrune {
  readonly #connection: Connection;
  readonly #context: PruneContext;
  readonly #scan: ReferenceScan;
  readonly #dropped: DroppedRows;
  /** Content whose deletion was requested. */
  #asked: ReadonlySet<Digest> = new Set();

  constructor(connection: Connection, context: PruneContext) {
    this.#connection = connection;
    this.#context = context;
    this.#scan = new ReferenceScan(connection);
    this.#dropped = new DroppedRows(connection);
  }

  /** Returns the report without changing anything. */
  tell(asked: PruneRequest): PruneReport {
    const request = this.#withNamed(asked);
    const choice = this.#choose(request);
    this.#asked = new Set([...choice.dropped.values()].flat());
    this.#markKept(choice);
    const { objects, held } = this.#collectable(choice, [...unmarkedObjects(this.#connection, this.#scan)]);
    const files = [...objects.flatMap((object) => fileOf(object, choice) ?? []), ...strayFiles(this.#connection)];
    const now = this.#context.clock.now();
    const going = files.filter((file) => isCollectable(this.#connection.dir, file, now));
    return report(choice, {
      going: [...inlineOf(objects), ...going],
      held: held + files.length - going.length,
      mayRemain: false,
    });
  }

  /**
   * Uses short transactions, each of which leaves a consistent store, so that current runs never wait long for the
   * write lock. Reads without the lock, and reads what was recorded in the meantime under it. Deletes files last: if
   * the process is killed, there may be superfluous files, but none is missing.
   */
  do(asked: PruneRequest): PruneReport {
    const request = this.#withNamed(asked);
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
      now: this.#context.clock.now(),
      isAnyAlive: () => this.#runs().some(({ isAlive }) => isAlive),
    });
    return report(
      { dropped, removed, spared: [...new Map(spared.map((one) => [one.run, one])).values()] },
      {
        going: [...inlineOf(objects), ...gone],
        held: held + all.size - gone.length,
        mayRemain: !this.#connection.truncateLog(),
      },
    );
  }

  #withNamed(request: PruneRequest): PruneRequest {
    if (request.drop.length === 0) return request;
    const keys = new Map(this.#runs().map(({ id, runKey }) => [id, runKey]));
    const frames = new FrameRows(this.#connection);
    return withNamed(request, (run) => {
      const runKey = keys.get(run);
      const named = new Set<Digest>();
      if (runKey === undefined) return named;
      for (const { body } of frames.after(runKey, 0)) for (const digest of digestsIn(body)) named.add(digest);
      return named;
    });
  }

  /** Throws before any change if the record of a remaining run is damaged. */
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
    if (removed.length > 0) this.#context.heads.remove(removed.map(({ id }) => id));
    return removed;
  }

  #noteDropped(choice: Choice): Choice {
    const insert = this.#connection.prepare("INSERT OR IGNORE INTO dropped (run_key, digest, at) VALUES (?, ?, ?)");
    const now = this.#context.clock.now().getTime();
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

  /** While a run is starting, unnamed objects may be its runbook and plan. */
  #collectable(
    { isStarting }: Choice,
    candidates: readonly ObjectEntry[],
  ): { readonly objects: readonly ObjectEntry[]; readonly held: number } {
    const unneeded = candidates.filter(({ objectKey }) => !this.#scan.isMarked(objectKey));
    if (!isStarting) return { objects: unneeded, held: 0 };
    const objects = unneeded.filter(({ digest }) => this.#asked.has(hexDigest(digest)));
    return { objects, held: unneeded.length - objects.length };
  }

  #choose(request: PruneRequest): Choice {
    return choosePrune(request, this.#runs(), (run) => this.#scan.takenFrom(run));
  }

  #runs(): readonly PrunedRun[] {
    const select = this.#connection.prepare("SELECT * FROM runs ORDER BY run_key");
    return this.#connection
      .read(() => select.all())
      .flatMap((row) => {
        const id = textOf(row, "id");
        if (!isRunId(id)) return [];
        const isAlive = isRowAlive(row, this.#context);
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
  readonly mayRemain: boolean;
}

function report(
  choice: Pick<Choice, "removed" | "dropped" | "spared">,
  { going, held, mayRemain }: Outcome,
): PruneReport {
  return {
    removed: choice.removed.filter((run) => run.events > 0).map((run) => run.id),
    dropped: [...choice.dropped].map(([{ id }, digests]) => ({ run: id, digests })),
    spared: choice.spared,
    objects: going.length,
    bytes: going.reduce((sum, { bytes }) => sum + bytes, 0),
    held,
    mayRemain,
  };
}
