import { randomBytes } from "node:crypto";
import { invariant } from "../diagnostics/index.ts";
import {
  type ArtifactStore,
  type Digest,
  type ExecutionStore,
  type RecordFrame,
  type RecordStore,
  type RunEvent,
  type RunId,
  type RunSummary,
  type RunWriter,
  runIdAt,
  type StagedObject,
} from "../domain/index.ts";
import { artifactAccess } from "./artifact-access.ts";
import { memoryObject } from "./file-objects.ts";
import {
  ChainWalk,
  checkChain,
  genesisHash,
  hexDigest,
  isEvents,
  nextFrame,
  runNotFound,
  type StoredFrame,
} from "./frames.ts";
import { createMessageWriter, inlineLimit, type ObjectSink } from "./message-writer.ts";
import { emptyProjection, filterRuns, projectEvents, type RunProjection, summaryOf } from "./runs-projection.ts";

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
    key: options.key ?? randomBytes(32),
    async close() {
      executions.clear();
      objects.clear();
    },
  };
}

class MemoryObjects {
  readonly #committed = new Map<Digest, Uint8Array>();
  /** Large and spooled objects are readable before, and without, a commit. */
  readonly #placed = new Map<Digest, Uint8Array>();

  readonly store: ArtifactStore = {
    location: null,
    ...artifactAccess({
      find: (digest) => {
        const data = this.#placed.get(digest) ?? this.#committed.get(digest);
        return data === undefined ? null : memoryObject(digest, data);
      },
      digests: () => this.#digests(),
    }),
    writer: (options) => {
      const isSpooled = options?.spool ?? false;
      return createMessageWriter({
        openSink: () => this.#openSink(),
        inlineLimit: isSpooled ? -1 : inlineLimit,
        sinkKind: isSpooled ? "spooled" : "file",
        key: null,
      });
    },
  };

  commit(object: StagedObject): void {
    if (object.kind === "spooled" || this.#committed.has(object.digest)) return;
    const data = object.kind === "inline" ? object.data : this.#placed.get(object.digest);
    invariant(data !== undefined, `object ${object.digest} was committed without being stored`);
    this.#committed.set(object.digest, data);
  }

  clear(): void {
    this.#committed.clear();
    this.#placed.clear();
  }

  async *#digests(): AsyncGenerator<Digest> {
    yield* [...this.#committed.keys()].sort();
  }

  #openSink(): ObjectSink {
    const pieces: Uint8Array[] = [];
    return {
      write: (bytes) => pieces.push(bytes),
      commit: async (digest) => {
        this.#placed.set(digest, Buffer.concat(pieces));
      },
      abort: () => pieces.splice(0),
    };
  }
}

class MemoryRun {
  readonly id: RunId;
  readonly frames: StoredFrame[] = [];
  projection: RunProjection = emptyProjection;
  head: Uint8Array;
  isHeld = true;

  constructor(id: RunId) {
    this.id = id;
    this.head = genesisHash(id);
  }
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
      close: async () => {
        run.isHeld = false;
      },
    };
  };

  runs = async (filter: Parameters<ExecutionStore["runs"]>[0] = {}): Promise<readonly RunSummary[]> => {
    const newest = [...this.#runs.values()]
      .reverse()
      .flatMap((run) => summary(run) ?? [])
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
    return filterRuns(newest, filter);
  };

  run = async (id: RunId): Promise<RunSummary | null> => {
    const run = this.#runs.get(id);
    return run === undefined ? null : summary(run);
  };

  async *events(id: RunId, from = 1): AsyncGenerator<RunEvent> {
    const run = this.#require(id);
    const walk = new ChainWalk(id, { events: 0, head: genesisHash(id) });
    for (const frame of run.frames) {
      const events = walk.next(frame);
      if (!isEvents(events)) throw events.error;
      for (const event of events) if (event.seq >= from) yield event;
    }
  }

  verifyChain = async (id: RunId) => {
    const run = this.#require(id);
    return checkChain(id, run.frames, { events: run.projection.events, head: run.head });
  };

  rebuild = async (): Promise<void> => {
    for (const run of this.#runs.values()) {
      const events: RunEvent[] = [];
      if (run.frames.length > 0) for await (const event of this.events(run.id)) events.push(event);
      run.projection = projectEvents(emptyProjection, events);
    }
  };

  clear(): void {
    this.#runs.clear();
  }

  #append(run: MemoryRun, frame: RecordFrame): void {
    const stored = nextFrame(run.id, { events: run.projection.events, head: run.head }, frame.events);
    const projection = projectEvents(run.projection, frame.events);
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

function summary(run: MemoryRun): RunSummary | null {
  return summaryOf(run.id, run.projection, { head: hexDigest(run.head), isAlive: run.isHeld });
}
