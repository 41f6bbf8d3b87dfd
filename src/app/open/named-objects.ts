import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, MessageRef, RecordStore } from "../../domain/index.ts";
import { formatBytes } from "../../render/index.ts";
import { messageOf, type RunState } from "../../run/index.ts";
import type { Bundle } from "../../store/index.ts";

/** An object that the events of a run name. */
export interface NamedObject {
  readonly digest: Digest;
  readonly artifact: string;
  /** The message as described by the events; null for other objects. */
  readonly message: MessageRef | null;
  /** The artifact whose exception message this is; null for other objects. */
  readonly exceptionOf: ArtifactId | null;
}

/** Returns the plan, the runbook, and the content of every artifact whose content was kept. */
export function namedIn({ started, artifacts }: RunState): readonly NamedObject[] {
  const named: NamedObject[] = [];
  if (started) {
    named.push({ digest: started.plan, artifact: "plan", message: null, exceptionOf: null });
    named.push({ digest: started.runbook.digest, artifact: "runbook", message: null, exceptionOf: null });
  }
  for (const artifact of artifacts.values()) {
    const { id } = artifact;
    const message = messageOf(artifact);
    if (message?.kept) named.push({ digest: message.digest, artifact: id, message, exceptionOf: null });
    for (const { result } of artifact.attempts) {
      const said = result?.outcome === "failed" ? result.failure.exception?.message : undefined;
      if (said) named.push({ digest: said, artifact: `${id} (exception)`, message: null, exceptionOf: id });
    }
  }
  return named;
}

export function isBundle(store: RecordStore): store is Bundle {
  return "header" in store;
}

/** Maximum plausible compression ratio; real content compresses to a tenth or a fiftieth. */
const timesAtMost = 2000;
/** Content below this total size unpacks immediately. */
const harmlessBytes = 256 * 1024 * 1024;

/**
 * Finds implausible sizes of objects in a bundle: a size other than the events state, or a total larger than content
 * that compresses to a file of that length. Reads only the ends of objects, so that a forged large object is never
 * unpacked. Returns null if all sizes are plausible. Missing or unreadable objects are not reported here; the caller
 * that reads them reports them.
 */
export async function implausibleSize(
  { artifacts, size }: Pick<Bundle, "artifacts" | "size">,
  objects: readonly NamedObject[],
): Promise<{ readonly artifact: string | null; readonly what: string } | null> {
  let total = 0;
  for (const { digest, artifact, message } of objects) {
    const stored = await endsOf(artifacts, digest);
    if (stored === null) continue;
    total += stored.bytes;
    const isAsSaid =
      message === null ||
      (message.bytes === stored.bytes && message.elements === stored.elements && message.schema === stored.schema);
    if (!isAsSaid)
      return { artifact, what: `object ${digest} does not have the size and schema that the events state` };
  }
  if (total <= harmlessBytes || total <= timesAtMost * size) return null;
  return {
    artifact: null,
    what: `its content would take ${formatBytes(total)}, ${Math.round(total / size)} times the file`,
  };
}

async function endsOf(artifacts: Bundle["artifacts"], digest: Digest) {
  try {
    return await artifacts.open(digest);
  } catch (error) {
    if (isWctError(error) && (error.exitCode === 3 || error.code === "WCT_RUN_ARTIFACT_ABSENT")) return null;
    throw error;
  }
}
