import { lineageIn } from "../../../app/inspect/index.ts";
import { lineageJson, renderLineage } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import { type InspectContext, writeJson } from "./options.ts";

/** Prints what an artifact was made from, and what was made from it, also in other runs of the store. */
export async function showLineage({ io, store, record, id, options }: InspectContext): Promise<void> {
  const { lineage, runs, searched, unreadable } = await lineageIn(store, record, id);
  const notes = unreadable.map((run) => `${run} cannot be read, see \`wct verify ${run}\``);
  if (!options.quiet) for (const note of notes) await io.stderr.write(`note: ${note}\n`);
  if (options.json) await writeJson(io, lineageJson(lineage));
  else {
    const style = { palette: palette(io, options), ascii: options.ascii ?? false };
    await io.stdout.write(`${renderLineage(lineage, style)}\n`);
  }
  if (runs > searched && !options.quiet) {
    await io.stderr.write(`note: only the newest ${searched - 1} of ${runs} runs were searched\n`);
  }
}
