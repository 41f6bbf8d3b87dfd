import { randomBytes } from "node:crypto";
import {
  type CopyRequest,
  type Digest,
  type EraseReport,
  type EraseRequest,
  type ExecutionStore,
  type PruneReport,
  type PruneRequest,
  type RecordFrame,
  type RecordStore,
  type RunCopy,
  type RunEnds,
  type RunEvent,
  type RunId,
  type RunRetention,
  type RunSummary,
  type RunWriter,
  runIdAt,
} from "../../domain/index.ts";
import { MemoryObjects, requireReused } from "../objects/index.ts";
import {
  byDigest,
  ChainWalk,
  checkChain,
  copyRun,
  emptyProjection,
  filterRuns,
  framesLater,
  hexDigest,
  idTaken,
  nextFrame,
  projectEvents,
  runNotFound,
} from "../records/index.ts";
import {
  asKept,
  choosePrune,
  nothingErased,
  unsearchedRuns,
  withNamed,
  withoutDropped,
  withoutErased,
} from "../retention/index.ts";
import { MemoryRun } from "./run.ts";

export interface MemoryStoreOptions {
  /** 32 bytes; random by default. */
  readonly key?: Uint8Array;
}

/** Creates both stores in memory, with the behaviour of the SQLite ones. Nothing outlives `close`. */
export function createMemoryStore(options: MemoryStoreOptions = {}): RecordStore {
  const objects = new MemoryObjects();
  const executions = new MemoryExecutions(objects);
  return {
    executions,
    artifacts: objects.store,
    examine: async () => [],
    strays: async () => [],
    prune: async (request) => executions.prune(request),
    erase: async (request) => executions.erase(request),
    copyOf: (request) => executions.copyOf(request),
    takeIn: (copy) => executions.takeIn(copy),
    key: options.key ?? randomBytes(32),
    async close() {
      executions.clear();
      objects.clear();
    },
  };
}

class MemoryExecutions implements ExecutionStore {
  readonly #runs = new Map<RunId, MemoryRun>();
  readonly #objects: MemoryObjects;

  constructor(objects: MemoryObjects) {
    this.#objects = objects;
  }

  createRun = async (startedAt: Date): Promise<RunWriter> => {
    const base = runIdAt(startedAt);
    let id: RunId = base;
    for (let n = 2; this.#runs.has(id); n++) id = `${base}_${n}` as RunId;
    const run = new MemoryRun(id);
    this.#runs.set(id, run);
    return {
      run: id,
      append: (frame) => this.#append(run, frame),
      head: () => hexDigest(run.head),
      missing: (digests) => this.#missing(digests),
      close: async () => {
        run.isAlive = false;
      },
    };
  };

  runs = async (filter: Parameters<ExecutionStore["runs"]>[0] = {}): Promise<readonly RunSummary[]> => {
    const newest = [...this.#runs.values()]
      .reverse()
      .flatMap((run) => run.summary() ?? [])
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
    return filterRuns(newest, filter);
  };

  run = async (id: RunId): Promise<RunSummary | null> => {
    const run = this.#runs.get(id);
    return run === undefined ? null : run.summary();
  };

  async *events(id: RunId, from = 1): AsyncGenerator<RunEvent> {
    for (const event of this.#read(id)) if (event.seq >= from) yield event;
  }

  eachEvent = async (id: RunId, listener: (event: RunEvent) => void): Promise<void> => {
    for (const event of this.#read(id)) listener(event);
  };

  *#read(id: RunId): Generator<RunEvent> {
    const run = this.#require(id);
    const dropped = new Set(run.dropped.keys());
    for (const [, events] of new ChainWalk(id).trusted(run.frames)) {
      for (const event of events) yield withoutDropped(event, dropped);
    }
  }

  ends = async (): Promise<RunEnds> => ({ lost: [], unknown: [] });

  retention = async (id: RunId): Promise<RunRetention> => {
    const { imported, dropped } = this.#require(id);
    return { imported, gone: [...dropped.values()].toSorted(byDigest) };
  };

  copyOf = async (request: CopyRequest): Promise<RunCopy> => {
    const run = this.#require(request.run);
    const source = {
      isActive: run.isAlive,
      end: { events: run.events, head: run.head },
      frames: () => framesLater(run.frames),
      find: this.#objects.find,
      retention: await this.retention(run.id),
    };
    return await copyRun(source, request);
  };

  takeIn = async (whole: RunCopy): Promise<"imported" | "present"> => {
    if (this.#isPresent(whole)) return "present";
    const copy = withoutErased(whole, this.#erased());
    for (const object of copy.objects) await this.#objects.put(object);
    const run = new MemoryRun(copy.run);
    const walk = new ChainWalk(copy.run);
    for await (const frame of copy.frames()) {
      run.projection = projectEvents(run.projection, walk.trust(frame));
      run.frames.push(frame);
      run.head = frame.hash;
    }
    for (const one of copy.gone) run.dropped.set(one.digest, one);
    run.imported = copy.content;
    run.isAlive = false;
    // A concurrent import may have added it in the meantime.
    if (this.#isPresent(whole)) return "present";
    this.#runs.set(copy.run, run);
    return "imported";
  };

  /** Throws WCT_BUNDLE_CONFLICT if the id belongs to another record. */
  #isPresent({ run, head }: RunCopy): boolean {
    const there = this.#runs.get(run);
    if (there === undefined) return false;
    const here = hexDigest(there.head);
    if (here !== head) throw idTaken(run, { here, there: head });
    return true;
  }

  #erased(): ReadonlyMap<Digest, string> {
    const all = [...this.#runs.values()].flatMap((run) => [...run.dropped.values()]);
    return new Map(all.flatMap(({ digest, reason, at }) => (reason === "erased" && at !== null ? [[digest, at]] : [])));
  }

  ids = async (): Promise<readonly RunId[]> => (await this.runs()).map(({ id }) => id);

  verifyChain = async (id: RunId, each?: (event: RunEvent) => void) => {
    const run = this.#require(id);
    const end = { events: run.events, head: run.head };
    return checkChain(id, { frames: run.frames, end, each: asKept(each, new Set(run.dropped.keys())) }).report;
  };

  rebuild = async (): Promise<void> => {
    for (const run of this.#runs.values()) {
      const events: RunEvent[] = [];
      if (run.frames.length > 0) for await (const event of this.events(run.id)) events.push(event);
      run.projection = projectEvents(emptyProjection, events);
    }
  };

  prune(asked: PruneRequest): PruneReport {
    const request = withNamed(asked, (run) => this.#runs.get(run)?.named() ?? new Set());
    const choice = choosePrune(request, [...this.#runs.values()], (run) => run.takenFrom());
    const { removed, dropped, kept, spared, isAnyAlive, isStarting } = choice;
    const unneeded = this.#objects.collectable(new Set(kept.flatMap((run) => run.needs(dropped.get(run) ?? []))));
    const isDropped = new Set([...dropped.values()].flat());
    const garbage = new Map([...unneeded].filter(([digest]) => !isStarting || isDropped.has(digest)));
    if (asked.mode === "do") {
      for (const { id } of removed) this.#runs.delete(id);
      for (const [run, digests] of dropped) run.note(digests);
      this.#objects.remove(garbage.keys(), { staged: isAnyAlive });
    }
    return {
      removed: removed.filter(({ events }) => events > 0).map(({ id }) => id),
      dropped: [...dropped].map(([{ id }, digests]) => ({ run: id, digests })),
      spared,
      objects: garbage.size,
      bytes: [...garbage.values()].reduce((sum, size) => sum + size, 0),
      held: unneeded.size - garbage.size,
      mayRemain: false,
    };
  }

  erase({ digests, searched, mode }: EraseRequest): EraseReport {
    const all = [...this.#runs.values()].toReversed();
    const active = all.filter((run) => run.isAlive).map(({ id }) => id);
    const unsearched = unsearchedRuns(all, searched);
    if (mode === "do" && active.length + unsearched.length > 0) return { ...nothingErased, active, unsearched };
    const asked = new Set(digests);
    const runs = all.flatMap((run) => {
      const named = [...run.named().intersection(asked)].toSorted();
      return named.length === 0 ? [] : [{ run: run.id, digests: named }];
    });
    const going = [...this.#objects.collectable(new Set())].filter(([digest]) => asked.has(digest));
    if (mode === "do") {
      for (const one of runs) this.#runs.get(one.run)?.note(one.digests, "erased");
      this.#objects.remove(asked, { staged: false });
    }
    return {
      runs,
      active,
      unsearched,
      objects: going.length,
      bytes: going.reduce((sum, [, size]) => sum + size, 0),
      mayRemain: false,
    };
  }

  clear(): void {
    this.#runs.clear();
  }

  #missing(digests: readonly Digest[]): ReadonlySet<Digest> {
    return new Set(digests.filter((digest) => !this.#objects.isCommitted(digest)));
  }

  #append(run: MemoryRun, frame: RecordFrame): void {
    const stored = nextFrame(run.id, { events: run.events, head: run.head }, frame.events);
    const projection = projectEvents(run.projection, frame.events);
    const staged = new Set(frame.objects.map(({ digest }) => digest));
    requireReused(frame.events, (digests) => this.#missing(digests).difference(staged));
    for (const object of frame.objects) this.#objects.commit(object);
    if (frame.events.length === 0) return;
    run.frames.push(stored);
    run.projection = projection;
    run.head = stored.hash;
  }

  #require(id: RunId): MemoryRun {
    const run = this.#runs.get(id);
    if (run === undefined || run.frames.length === 0) throw runNotFound(id);
    return run;
  }
}
