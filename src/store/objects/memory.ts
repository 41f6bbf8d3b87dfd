import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactStore, CopiedObject, Digest, StagedObject } from "../../domain/index.ts";
import { artifactAccess } from "./access.ts";
import { memoryObject } from "./memory-object.ts";
import type { StoredObject } from "./message-reader.ts";
import { createMessageWriter, inlineLimit, type ObjectSink } from "./message-writer.ts";

/** Objects in memory. */
export class MemoryObjects {
  readonly #committed = new Map<Digest, Uint8Array>();
  /** Large and spooled objects are readable before a commit, and without one. */
  readonly #placed = new Map<Digest, Uint8Array>();

  readonly store: ArtifactStore = {
    location: null,
    ...artifactAccess({
      find: (digest) => this.find(digest),
      digests: () => this.#digests(),
    }),
    writer: (options) => {
      const isSpooled = options?.spool ?? false;
      return createMessageWriter({
        openSink: () => this.#openSink(),
        inlineLimit: isSpooled ? -1 : inlineLimit,
        sinkKind: isSpooled ? "spooled" : "stored",
        key: null,
      });
    },
  };

  find = async (digest: Digest): Promise<StoredObject | null> => {
    const data = this.#placed.get(digest) ?? this.#committed.get(digest);
    return data === undefined ? null : memoryObject(digest, data);
  };

  /** Stores an object that is already in its stored form. */
  async put({ digest, pieces }: CopiedObject): Promise<void> {
    const all: Uint8Array[] = [];
    for await (const piece of pieces()) all.push(piece);
    this.#committed.set(digest, Buffer.concat(all));
  }

  commit(object: StagedObject): void {
    if (object.kind === "spooled" || this.#committed.has(object.digest)) return;
    const data = object.kind === "inline" ? object.data : this.#placed.get(object.digest);
    invariant(data !== undefined, `object ${object.digest} was committed without being stored`);
    this.#committed.set(object.digest, data);
  }

  isCommitted(digest: Digest): boolean {
    return this.#committed.has(digest);
  }

  /** Returns the sizes of the objects that a prune would delete: committed and not needed. */
  collectable(needed: ReadonlySet<Digest>): ReadonlyMap<Digest, number> {
    const unneeded = [...this.#committed].filter(([digest]) => !needed.has(digest));
    return new Map(unneeded.map(([digest, data]) => [digest, data.length]));
  }

  /** `staged`: whether a writer may have staged them again without having committed yet. */
  remove(digests: Iterable<Digest>, { staged }: { readonly staged: boolean }): void {
    for (const digest of digests) {
      this.#committed.delete(digest);
      if (!staged) this.#placed.delete(digest);
    }
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
