import { resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { type Bundle, openBundle } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { writeStore } from "../open/index.ts";
import { runObjects } from "../record/index.ts";
import { ObjectChecks, verifyRun } from "../verify/index.ts";
import type { BundledRun } from "./export-bundle.ts";

export interface ImportRequest {
  /** The path as the user wrote it; relative to the current folder. */
  readonly file: string;
  readonly store?: string | undefined;
  /** The head hash that the run must have. */
  readonly head?: string | undefined;
}

export interface ImportedRun extends BundledRun {
  /** `present`: the store already contained the same record. */
  readonly outcome: "imported" | "present";
}

/**
 * Checks the whole bundle, then imports its run completely or not at all. Creates the store if it does not exist.
 * Throws WCT_BUNDLE_*, and the errors of opening the store.
 */
export async function importBundle(host: Host, request: ImportRequest): Promise<ImportedRun> {
  const { file } = request;
  const bundle = openBundle(resolve(host.cwd, file), file);
  try {
    await requireIntact(bundle, request);
    const { imported, gone } = await bundle.executions.retention(bundle.run);
    const objects = (await runObjects(bundle, bundle.run)).map(({ digest }) => digest);
    const copy = await bundle.copyOf({ run: bundle.run, objects, leaveOut: [], content: imported ?? "all" });
    await using store = await writeStore(host, request.store);
    const outcome = await store.takeIn(copy);
    const { run, uuid, head, content, events } = copy;
    const counts = { events, objects: copy.objects.length, gone: gone.length };
    return { file, outcome, run, uuid, head, content, ...counts };
  } finally {
    await bundle.close();
  }
}

/** Throws WCT_BUNDLE_DAMAGED, which names the first problem. */
async function requireIntact(bundle: Bundle, { file, head }: ImportRequest): Promise<void> {
  const [whole] = await bundle.examine();
  const { damage } = await verifyRun(bundle, bundle.run, { head, conditions: new ObjectChecks(bundle) });
  const [first] = damage;
  const what = first === undefined ? whole : `${first.artifact ?? "record"}: ${first.what}`;
  if (what === undefined) return;
  throw wctError("WCT_BUNDLE_DAMAGED", {
    message: `the bundle "${file}" was not imported: ${what}`,
    hint: `list all damage with \`wct verify ${file}\`, and copy the file again from an intact source`,
  });
}
