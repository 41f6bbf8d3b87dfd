import { invariant } from "../diagnostics/index.ts";
import type { ArtifactStore, CopiedObject, Digest, StagedObject } from "../domain/index.ts";
import { artifactAccess } from "./artifact-access.ts";
import { memoryObject } from "./file-objects.ts";
import type { StoredObject } from "./message-reader.ts";
import { createMessageWriter, inlineLimit, type ObjectSink } from "./message-writer.ts";

/** Objects in memory. */
export class MemoryObjects {
  readonly #committed = new Map<Digest, Uint8Array>();
  /** Large and spooled objects are readable before, and without, a commit. */
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
        sinkKind: isSpooled ? "spooled" : "file",
        key: null,
      });
    },
  };

  find = (digest: Digest): StoredObject | null => {
    const data = this.#placed.get(digest) ?? this.#committed.get(digest);
    return data === undefined ? null : memoryObject(digest, data);
  };

  /** Takes in an object in its stored form. */
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

  /** Bytes of what a prune would take: committed, and not among those needed. */
  collectable(needed: ReadonlySet<Digest>): ReadonlyMap<Digest, number> {
    const unneeded = [...this.#committed].filter(([digest]) => !needed.has(digest));
    return new Map(unneeded.map(([digest, data]) => [digest, data.length]));
  }

  /** `staged`: whether somebody may have written them anew and not yet committed. */
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
