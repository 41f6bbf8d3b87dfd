import { isWctError } from "../../diagnostics/index.ts";
import type { RunSummary } from "../../domain/index.ts";
import { lineageJson, renderLineage } from "../../render/index.ts";
import { createFold, holdersIn, type LineageRun, lineageOf, type RunState } from "../../run/index.ts";
import { plannedArtifact, readRecord } from "../wiring/record.ts";
import { type Looking, writeJson } from "./inspect-options.ts";
import { palette } from "./runs.ts";

/** More runs than this are not searched for the same content. */
const mostRuns = 1000;

/** What an artifact was made from, and what was made from it, also in other runs of the store. */
export async function showLineage(looking: Looking): Promise<void> {
  const { io, store, record, id, options } = looking;
  const artifact = plannedArtifact(record, id).id;
  const all = await store.executions.runs();
  const others = all.filter(({ id: run }) => run !== record.run.id).slice(0, mostRuns);
  const of = { run: record.run.id, plan: record.plan, state: record.state };
  const runs: LineageRun[] = [];
  for (const run of others) {
    const read = await readOther(looking, run, (state) => holdersIn(state, of, artifact).length > 0);
    if (read !== null) runs.push(read);
  }
  const lineage = lineageOf(of, artifact, runs);
  if (options.json) await writeJson(io, lineageJson(lineage));
  else {
    const style = { palette: palette(io, options), ascii: options.ascii ?? false };
    await io.stdout.write(`${renderLineage(lineage, style)}\n`);
  }
  if (all.length - 1 > others.length && !options.quiet) {
    await io.stderr.write(`note: only the newest ${mostRuns} of ${all.length} runs were searched\n`);
  }
}

/**
 * Plans are read of runs that hold the content only: there they tell what was made from it, or taken over. A damaged
 * record of another run must not hide this one's lineage; it is told.
 */
async function readOther(
  { store, io, options }: Looking,
  run: RunSummary,
  needsPlan: (state: RunState) => boolean,
): Promise<LineageRun | null> {
  const fold = createFold();
  try {
    await store.executions.eachEvent(run.id, (event) => fold.push(event));
    const state = fold.state();
    return { run: run.id, state, plan: needsPlan(state) ? (await readRecord(store, run)).plan : null };
  } catch (error) {
    if (!isWctError(error)) throw error;
    if (!options.quiet) await io.stderr.write(`note: ${run.id} cannot be read, see \`wct verify ${run.id}\`\n`);
    return null;
  }
}
