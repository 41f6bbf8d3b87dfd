import type { Digest, GoneContent, RunId, RunKeeping, RunSummary } from "../domain/index.ts";
import { genesisHash, hexDigest, type StoredFrame } from "./frames.ts";
import { neededIn } from "./references.ts";
import { emptyProjection, type RunProjection, summaryOf } from "./runs-projection.ts";
import { systemClock } from "./system-clock.ts";

/** A run in memory, frames and all. */
export class MemoryRun {
  readonly id: RunId;
  readonly frames: StoredFrame[] = [];
  projection: RunProjection = emptyProjection;
  head: Uint8Array;
  isHeld = true;
  imported: RunKeeping["imported"] = null;
  readonly dropped = new Map<Digest, GoneContent>();

  constructor(id: RunId) {
    this.id = id;
    this.head = genesisHash(id);
  }

  /** Notes content as gone that is not gone already. */
  note(digests: readonly Digest[], reason: "pruned" | "erased" = "pruned"): void {
    const at = systemClock.now().toISOString();
    for (const digest of digests) {
      if (!this.dropped.has(digest)) this.dropped.set(digest, { digest, reason, at });
    }
  }

  summary(): RunSummary | null {
    return summaryOf(this.id, this.projection, { head: hexDigest(this.head), isAlive: this.isHeld });
  }

  /** The objects that its record needs; `dropped`: content that it lets go of. */
  needs(dropped: readonly Digest[]): readonly Digest[] {
    const gone = new Set([...this.dropped.keys(), ...dropped]);
    const notKept = new Set<Digest>();
    return this.frames.flatMap(({ body }) =>
      [...neededIn(body, this.id, notKept)].filter((digest) => !gone.has(digest)),
    );
  }
}
