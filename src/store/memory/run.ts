import type { Digest, GoneContent, RunId, RunRetention, RunSummary } from "../../domain/index.ts";
import {
  emptyProjection,
  genesisHash,
  hexDigest,
  type RunProjection,
  type StoredFrame,
  summaryOf,
} from "../records/index.ts";
import { digestsIn, neededIn, type PrunableRun, takenFrom } from "../retention/index.ts";
import { backgroundClock } from "../system-clock.ts";

/** A run in memory, including its frames. */
export class MemoryRun implements PrunableRun {
  readonly id: RunId;
  readonly frames: StoredFrame[] = [];
  projection: RunProjection = emptyProjection;
  head: Uint8Array;
  isAlive = true;
  imported: RunRetention["imported"] = null;
  readonly dropped = new Map<Digest, GoneContent>();

  constructor(id: RunId) {
    this.id = id;
    this.head = genesisHash(id);
  }

  get events(): number {
    return this.projection.events;
  }

  /** Returns the objects that its events name. */
  named(): ReadonlySet<Digest> {
    return new Set(this.frames.flatMap(({ body }) => [...digestsIn(body)]));
  }

  /** Returns the runs that it takes content from. */
  takenFrom(): readonly RunId[] {
    return this.frames.flatMap(({ body }) => [...takenFrom(body)]);
  }

  /** Records content as gone, unless it is already. */
  note(digests: readonly Digest[], reason: "pruned" | "erased" = "pruned"): void {
    const at = backgroundClock.now().toISOString();
    for (const digest of digests) {
      if (!this.dropped.has(digest)) this.dropped.set(digest, { digest, reason, at });
    }
  }

  summary(): RunSummary | null {
    return summaryOf(this.id, this.projection, { head: hexDigest(this.head), isAlive: this.isAlive });
  }

  /** Returns the objects that its record needs. `dropped`: content that it no longer keeps. */
  needs(dropped: readonly Digest[]): readonly Digest[] {
    const gone = new Set([...this.dropped.keys(), ...dropped]);
    const notKept = new Set<Digest>();
    return this.frames.flatMap(({ body }) =>
      [...neededIn(body, this.id, notKept)].filter((digest) => !gone.has(digest)),
    );
  }
}
