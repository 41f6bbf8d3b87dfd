import { type ImportedRun, importBundle as importRun } from "../../../app/bundle/index.ts";
import { apiVersion, type ImportShape, plural } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

interface RunsImportOptions extends GlobalOptions {
  readonly head?: string;
}

/** Runs `wct runs import FILE`: checks the whole bundle, then imports its run completely or not at all. */
export async function importBundle(io: Io, file: string, options: RunsImportOptions): Promise<number> {
  const imported = await importRun(io, { file, store: options.store, head: options.head });
  const answer: ImportShape = { apiVersion, kind: "Import", ...imported };
  if (options.json) await io.stdout.write(`${JSON.stringify(answer)}\n`);
  else if (!options.quiet) await io.stdout.write(`${sentence(imported)}\nhead ${imported.head}\n`);
  return 0;
}

const sentence = ({ outcome, run, events }: ImportedRun): string =>
  outcome === "imported"
    ? `imported ${run}: ${plural(events, "event")}`
    : `${run} is already in the store, with the same record`;
