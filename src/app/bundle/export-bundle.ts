import type { CopiedContent, RunId } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import type { OpenRun } from "../open/index.ts";
import { copyRequest } from "../record/index.ts";
import { writeBundle } from "./write-bundle.ts";

export interface BundleTarget {
  /** The path as the user wrote it; relative to the current folder. */
  readonly file: string;
  /** Includes content that may identify people. */
  readonly withRaw?: boolean | undefined;
  /** Overwrites an existing file. */
  readonly force?: boolean | undefined;
}

/** A run in a bundle. */
export interface BundledRun {
  readonly file: string;
  readonly run: RunId;
  readonly uuid: string;
  readonly head: string;
  readonly content: CopiedContent;
  readonly events: number;
  /** Number of objects in the bundle. */
  readonly objects: number;
  /** Number of objects that were already removed from the run. */
  readonly gone: number;
}

export interface WrittenBundle extends BundledRun {
  /** Number of objects left out because they may identify people. */
  readonly leftOut: number;
  /** Size of the file. */
  readonly bytes: number;
}

/**
 * Writes a run as one file. Throws WCT_USAGE if the file exists, WCT_EXPORT_WRITE_FAILED, and the errors of the store's
 * copy.
 */
export async function exportBundle(
  { cwd }: Pick<Host, "cwd">,
  { store, run: { id } }: Pick<OpenRun, "store" | "run">,
  { file, withRaw = false, force = false }: BundleTarget,
): Promise<WrittenBundle> {
  const request = await copyRequest(store, id, withRaw);
  const copy = await store.copyOf(request);
  const bytes = await writeBundle(copy, { cwd, file, force });
  const { run, uuid, head, content, events } = copy;
  const counts = { events, objects: copy.objects.length, leftOut: request.leaveOut.length, gone: copy.gone.length };
  return { file, run, uuid, head, content, ...counts, bytes };
}
