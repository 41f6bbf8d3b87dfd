import type { CopiedFrame, RunCopy } from "../../domain/index.ts";
import { ChainWalk } from "./frames.ts";
import { emptyProjection, projectEvents, type RunProjection } from "./projection.ts";

/** The verified frames of a copy, and their projection. */
export interface CopiedRecord {
  readonly frames: readonly CopiedFrame[];
  readonly projection: RunProjection;
}

/** Reads and verifies the frames of a copy. A store does so before its transaction, which must not wait for anything. */
export async function readCopiedRecord(copy: RunCopy): Promise<CopiedRecord> {
  const walk = new ChainWalk(copy.run);
  const frames: CopiedFrame[] = [];
  let projection = emptyProjection;
  for await (const frame of copy.frames()) {
    projection = projectEvents(projection, walk.trust(frame));
    frames.push(frame);
  }
  return { frames, projection };
}
