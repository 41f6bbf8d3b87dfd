import type { ArtifactId, CopyRequest, Digest, RecordStore, RunId } from "../../domain/index.ts";
import { heldBy, rawContent } from "./raw-content.ts";

/** An object that a run holds. */
export interface RunObject {
  readonly digest: Digest;
  readonly kind: "plan" | "runbook" | "message" | "exception";
  /** Null for plan and runbook. */
  readonly artifact: ArtifactId | null;
}

/** Every object that a run holds, in the order in which its events name them; what is gone is left out. */
export async function runObjects(store: RecordStore, run: RunId): Promise<readonly RunObject[]> {
  const { gone } = await store.executions.keeping(run);
  const isGone = new Set(gone.map(({ digest }) => digest));
  const objects: RunObject[] = [];
  for await (const event of store.executions.events(run)) {
    if (event.type === "run.started") {
      objects.push({ digest: event.plan, kind: "plan", artifact: null });
      objects.push({ digest: event.runbook.digest, kind: "runbook", artifact: null });
    } else {
      for (const { artifact, digest, isException } of heldBy(event)) {
        objects.push({ digest, kind: isException ? "exception" : "message", artifact });
      }
    }
  }
  return objects.filter(({ digest }) => !isGone.has(digest));
}

/** What a copy of a run carries: without `raw` what may identify people stays behind. */
export async function copyRequest(store: RecordStore, run: RunId, raw: boolean): Promise<CopyRequest> {
  const { imported } = await store.executions.keeping(run);
  const all = (await runObjects(store, run)).map(({ digest }) => digest);
  // What came in a copy without raw content was judged where all the runs that it takes from were known.
  if (raw || imported === "derived") return { run, objects: all, leaveOut: [], content: raw ? "all" : "derived" };
  const leaveOut = (await rawContent(store, run)).digests;
  const isRaw = new Set(leaveOut);
  return { run, objects: all.filter((digest) => !isRaw.has(digest)), leaveOut, content: "derived" };
}
