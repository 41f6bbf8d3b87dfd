import type { CopiedContent, RunId } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { type OpenRun, writeStore } from "../open/index.ts";
import { shownStore } from "../places/index.ts";
import { copyRequest } from "../record/index.ts";

export interface StoreTarget {
  /** A folder or the URL of a database, as `--store` takes them. The store is created if it does not exist. */
  readonly to: string;
  /** Leaves out content that may identify people. */
  readonly withoutRaw?: boolean | undefined;
}

/** A run that was copied to another store. */
export interface CopiedRun {
  /** The store, without a password. */
  readonly to: string;
  /** `present`: the store already contained the same record. */
  readonly outcome: "copied" | "present";
  readonly run: RunId;
  readonly uuid: string;
  readonly head: string;
  readonly content: CopiedContent;
  readonly events: number;
  /** Number of objects that were copied. */
  readonly objects: number;
  /** Number of objects left out because they may identify people. */
  readonly leftOut: number;
  /** Number of objects that were already removed from the run. */
  readonly gone: number;
}

/**
 * Copies a run to another store, completely or not at all; digests and the head hash stay the same. Throws the errors of
 * the store's copy and of opening the other store, and WCT_BUNDLE_CONFLICT.
 */
export async function copyToStore(
  host: Host,
  { store, run: { id } }: Pick<OpenRun, "store" | "run">,
  { to, withoutRaw = false }: StoreTarget,
): Promise<CopiedRun> {
  const request = await copyRequest(store, id, !withoutRaw);
  const copy = await store.copyOf(request);
  await using target = await writeStore(host, to);
  const taken = await target.takeIn(copy);
  const { run, uuid, head, content, events } = copy;
  const counts = { events, objects: copy.objects.length, leftOut: request.leaveOut.length, gone: copy.gone.length };
  return {
    to: shownStore(host, to),
    outcome: taken === "imported" ? "copied" : taken,
    run,
    uuid,
    head,
    content,
    ...counts,
  };
}
