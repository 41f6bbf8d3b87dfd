import type { Digest, RunId, RunWriter } from "../domain/index.ts";

const noFrames = "0".repeat(64) as Digest;

/** Creates a writer that stores nothing, for measurements. */
export function createDiscardingWriter(run: RunId): RunWriter {
  return { run, append: () => {}, head: () => noFrames, missing: (digests) => new Set(digests), close: async () => {} };
}
