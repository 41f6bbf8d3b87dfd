import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, RecordStore } from "../../domain/index.ts";
import { planOf } from "./raw-content.ts";

/**
 * Returns whether the message of an artifact's exception was never kept. Version 0.1 named such messages in its events
 * as if they existed, so only the plan can tell. `plan`: the digest that the run's first event names.
 */
export async function exceptionsNotKept(store: RecordStore, plan: Digest): Promise<(artifact: ArtifactId) => boolean> {
  const read = await readable(store, plan);
  if (read === null) return () => false;
  const { config, artifacts } = read;
  if (config.retain === "derived") return () => true;
  const unkept = new Set(artifacts.filter(({ retain }) => !retain).map(({ id }) => id));
  return (artifact) => unkept.has(artifact);
}

/** Returns null if the plan is gone or damaged. */
async function readable(store: RecordStore, plan: Digest) {
  try {
    return await planOf(store, plan);
  } catch (error) {
    if (isWctError(error)) return null;
    throw error;
  }
}
