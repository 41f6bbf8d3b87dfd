import type { ArtifactId, CopyRequest, Digest, RecordStore, RunId } from "../../domain/index.ts";
import { contentNamedBy, rawContent } from "./raw-content.ts";
import { exceptionsNotKept } from "./unkept-exceptions.ts";

/** An object of a run. */
export interface RunObject {
  readonly digest: Digest;
  readonly kind: "plan" | "runbook" | "message" | "exception";
  /** Null for the plan and the runbook. */
  readonly artifact: ArtifactId | null;
}

/** Returns every existing object of a run, in the order in which its events name them. */
export async function runObjects(store: RecordStore, run: RunId): Promise<readonly RunObject[]> {
  const { gone } = await store.executions.retention(run);
  const isGone = new Set(gone.map(({ digest }) => digest));
  const objects: RunObject[] = [];
  for await (const event of store.executions.events(run)) {
    if (event.type === "run.started") {
      objects.push({ digest: event.plan, kind: "plan", artifact: null });
      objects.push({ digest: event.runbook.digest, kind: "runbook", artifact: null });
    } else {
      for (const { artifact, digest, isException } of contentNamedBy(event)) {
        objects.push({ digest, kind: isException ? "exception" : "message", artifact });
      }
    }
  }
  return await withoutUnkept(
    store,
    objects.filter(({ digest }) => !isGone.has(digest)),
  );
}

async function withoutUnkept(store: RecordStore, objects: readonly RunObject[]): Promise<readonly RunObject[]> {
  const plan = objects.find(({ kind }) => kind === "plan");
  if (plan === undefined || objects.every(({ kind }) => kind !== "exception")) return objects;
  const isUnkept = await exceptionsNotKept(store, plan.digest);
  const unkept = new Set<RunObject>();
  for (const object of objects) {
    const { kind, artifact, digest } = object;
    if (kind !== "exception" || artifact === null || !isUnkept(artifact)) continue;
    if (!(await store.artifacts.has(digest))) unkept.add(object);
  }
  return objects.filter((object) => !unkept.has(object));
}

/** Returns the request for a copy of a run; without `raw`, content that may identify people is left out. */
export async function copyRequest(store: RecordStore, run: RunId, raw: boolean): Promise<CopyRequest> {
  const { imported } = await store.executions.retention(run);
  const all = (await runObjects(store, run)).map(({ digest }) => digest);
  // A copy without raw content was classified where all the runs it takes from were known.
  if (raw || imported === "derived") return { run, objects: all, leaveOut: [], content: raw ? "all" : "derived" };
  const leaveOut = (await rawContent(store, run)).digests;
  const isRaw = new Set(leaveOut);
  return { run, objects: all.filter((digest) => !isRaw.has(digest)), leaveOut, content: "derived" };
}
