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
  type RunEvent,
  type RunId,
  type RunKeeping,
  type RunSummary,
  type RunWriter,
  runIdAt,
} from "../domain/index.ts";
import { requireReused } from "./artifact-access.ts";
import { byDigest, copyRun, idTaken, nothingErased, unsearchedRuns, withoutErased } from "./copy.ts";
import { asKept, withoutDropped } from "./dropped.ts";
import { ChainWalk, checkChain, hexDigest, nextFrame, runNotFound } from "./frames.ts";
import { MemoryObjects } from "./memory-objects.ts";
import { MemoryRun } from "./memory-run.ts";
import { digestsIn, takenFrom } from "./references.ts";
import { emptyProjection, filterRuns, projectEvents } from "./runs-projection.ts";

export interface MemoryStoreOptions {
  /** 32 bytes; random by default. */
  readonly key?: Uint8Array;
}

/** Both stores in memory, with the behaviour of the embedded ones. Nothing outlives `close`. */
export function createMemoryStore(options: MemoryStoreOptions = {}): RecordStore {
  const objects = new MemoryObjects();
  const executions = new MemoryExecutions(objects);
  return {
    executions,
    artifacts: objects.store,
    examine: async () => [],
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
        run.isHeld = false;
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

  keeping = async (id: RunId): Promise<RunKeeping> => {
    const { imported, dropped } = this.#require(id);
    return { imported, gone: [...dropped.values()].toSorted(byDigest) };
  };

  copyOf = async (request: CopyRequest): Promise<RunCopy> => {
    const run = this.#require(request.run);
    const source = {
      isActive: run.isHeld,
      end: { events: run.projection.events, head: run.head },
      frames: () => run.frames,
      find: this.#objects.find,
      keeping: await this.keeping(run.id),
    };
    return await copyRun(source, request);
  };

  takeIn = async (whole: RunCopy): Promise<"imported" | "present"> => {
    const there = this.#runs.get(whole.run);
    if (there !== undefined) {
      const here = hexDigest(there.head);
      if (here !== whole.head) throw idTaken(whole.run, { here, there: whole.head });
      return "present";
    }
    const copy = withoutErased(whole, this.#erased());
    for (const object of copy.objects) await this.#objects.put(object);
    const run = new MemoryRun(copy.run);
    for (const [frame, events] of new ChainWalk(copy.run).trusted(copy.frames())) {
      run.projection = projectEvents(run.projection, events);
      run.frames.push(frame);
      run.head = frame.hash;
    }
    for (const one of copy.gone) run.dropped.set(one.digest, one);
    run.imported = copy.content;
    run.isHeld = false;
    this.#runs.set(copy.run, run);
    return "imported";
  };

  #erased(): ReadonlyMap<Digest, string> {
    const all = [...this.#runs.values()].flatMap((run) => [...run.dropped.values()]);
    return new Map(all.flatMap(({ digest, reason, at }) => (reason === "erased" && at !== null ? [[digest, at]] : [])));
  }

  ids = async (): Promise<readonly RunId[]> => (await this.runs()).map(({ id }) => id);

  verifyChain = async (id: RunId, each?: (event: RunEvent) => void) => {
    const run = this.#require(id);
    const end = { events: run.projection.events, head: run.head };
    return checkChain(id, { frames: run.frames, end, each: asKept(each, new Set(run.dropped.keys())) }).report;
  };

  rebuild = async (): Promise<void> => {
    for (const run of this.#runs.values()) {
      const events: RunEvent[] = [];
      if (run.frames.length > 0) for await (const event of this.events(run.id)) events.push(event);
      run.projection = projectEvents(emptyProjection, events);
    }
  };

  prune({ remove, drop, mode }: PruneRequest): PruneReport {
    const spared = this.#spared([...remove, ...drop.map(({ run }) => run)]);
    const isSpared = new Set(spared.map(({ run }) => run));
    const removed = remove.filter((run) => !isSpared.has(run) && this.#runs.has(run));
    const gone = new Set(removed);
    const dropped = drop.filter(({ run }) => !isSpared.has(run) && !gone.has(run) && this.#runs.has(run));
    const kept = [...this.#runs.values()].filter((run) => !gone.has(run.id));
    const needed = new Set(kept.flatMap((run) => run.needs(dropped.find((one) => one.run === run.id)?.digests ?? [])));
    const unneeded = this.#objects.collectable(needed);
    const active = [...this.#runs.values()].filter((run) => run.isHeld);
    // Before its first event a run has stored its runbook and plan, perhaps, and nothing names them yet.
    const isStarting = active.some((run) => run.frames.length === 0);
    const asked = new Set(dropped.flatMap(({ digests }) => digests));
    const garbage = new Map([...unneeded].filter(([digest]) => !isStarting || asked.has(digest)));
    if (mode === "do") {
      for (const run of removed) this.#runs.delete(run);
      for (const { run, digests } of dropped) this.#runs.get(run)?.note(digests);
      this.#objects.remove(garbage.keys(), { staged: active.length > 0 });
    }
    const bytes = [...garbage.values()].reduce((sum, size) => sum + size, 0);
    return {
      removed,
      dropped,
      spared,
      objects: garbage.size,
      bytes,
      held: unneeded.size - garbage.size,
      logTruncated: true,
    };
  }

  erase({ digests, searched, mode }: EraseRequest): EraseReport {
    const all = [...this.#runs.values()].toReversed();
    const active = all.filter((run) => run.isHeld).map(({ id }) => id);
    const sizes = all.map(({ id, projection }) => ({ id, events: projection.events }));
    const unsearched = unsearchedRuns(sizes, searched);
    if (mode === "do" && active.length + unsearched.length > 0) return { ...nothingErased, active, unsearched };
    const asked = new Set(digests);
    const runs = all.flatMap((run) => {
      const inRun = new Set(run.frames.flatMap(({ body }) => [...digestsIn(body)]));
      const named = [...inRun.intersection(asked)].toSorted();
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
      logTruncated: true,
    };
  }

  #spared(asked: readonly RunId[]): PruneReport["spared"] {
    const takers = new Map<RunId, RunId>();
    for (const run of this.#runs.values()) if (run.isHeld) takers.set(run.id, run.id);
    for (const run of this.#runs.values()) {
      if (!run.isHeld) continue;
      for (const { body } of run.frames) for (const id of takenFrom(body)) takers.set(id, takers.get(id) ?? run.id);
    }
    return [...new Set(asked)].flatMap((run) => {
      const because = takers.get(run);
      return because === undefined ? [] : [{ run, because }];
    });
  }

  clear(): void {
    this.#runs.clear();
  }

  #missing(digests: readonly Digest[]): ReadonlySet<Digest> {
    return new Set(digests.filter((digest) => !this.#objects.isCommitted(digest)));
  }

  #append(run: MemoryRun, frame: RecordFrame): void {
    const stored = nextFrame(run.id, { events: run.projection.events, head: run.head }, frame.events);
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
