import { resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, type ImportShape, plural } from "../../render/index.ts";
import { type Bundle, openBundle } from "../../store/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { runObjects } from "../wiring/run-content.ts";
import { writeStore } from "../wiring/store.ts";
import { conditionIn, verifyRun } from "../wiring/verification.ts";

export interface RunsImportOptions extends GlobalOptions {
  readonly head?: string;
}

/** `wct runs import FILE`: checks all of a bundle, then takes its run in, all of it or nothing. */
export async function importBundle(io: Io, file: string, options: RunsImportOptions): Promise<number> {
  const bundle = openBundle(resolve(io.cwd, file), file);
  try {
    await requireIntact(bundle, file, options.head);
    const { imported, gone } = await bundle.executions.keeping(bundle.run);
    const objects = (await runObjects(bundle, bundle.run)).map(({ digest }) => digest);
    const copy = await bundle.copyOf({ run: bundle.run, objects, leaveOut: [], content: imported ?? "all" });
    await using store = await writeStore(io, options.store);
    const outcome = await store.takeIn(copy);
    if (options.json) {
      const { run, uuid, head, content, events } = copy;
      const counts = { events, objects: copy.objects.length, gone: gone.length };
      const answer: ImportShape = { apiVersion, kind: "Import", file, outcome, run, uuid, head, content, ...counts };
      await io.stdout.write(`${JSON.stringify(answer)}\n`);
    } else if (!options.quiet)
      await io.stdout.write(`${sentence(outcome, copy.run, copy.events)}\nhead ${copy.head}\n`);
    return 0;
  } finally {
    await bundle.close();
  }
}

const sentence = (outcome: "imported" | "present", run: string, events: number): string =>
  outcome === "imported" ? `imported ${run}: ${plural(events, "event")}` : `${run} is here already, the same record`;

/** Throws WCT_BUNDLE_DAMAGED that says the first thing that is wrong. */
async function requireIntact(bundle: Bundle, file: string, head: string | undefined): Promise<void> {
  const [whole] = await bundle.examine();
  const { damage } = await verifyRun(bundle, bundle.run, { head, condition: conditionIn(bundle) });
  const [first] = damage;
  const what = first === undefined ? whole : `${first.artifact ?? "record"}: ${first.what}`;
  if (what === undefined) return;
  throw wctError("WCT_BUNDLE_DAMAGED", {
    message: `the bundle "${file}" was not imported: ${what}`,
    hint: `see all of it with \`wct verify ${file}\`, and get the file again from where it is whole`,
  });
}
