import { limitedView, type RecordedRun, selectedIn, viewOf } from "../../../app/record/index.ts";
import { plural, renderArtifactDetails, renderRunSummary, runJson } from "../../../render/index.ts";
import { artifactState } from "../../../run/index.ts";
import { palette } from "../../color.ts";
import { type Io, widthOf } from "../../io.ts";
import { callOf } from "../../output/call.ts";
import { type InspectOptions, writeJson } from "./options.ts";

/** More failures in full detail do not help; `wct inspect RUN ARTIFACT` shows each. */
const mostStories = 5;
const mostNotes = 10;

/** Prints every artifact of a run; for failed ones that have inputs or log lines, also these. */
export async function showRun(io: Io, record: RecordedRun, options: InspectOptions): Promise<void> {
  const { plan, state } = record;
  const selected = options.select === undefined ? null : selectedIn(record, options.select);
  const view = selected === null ? viewOf(record) : limitedView(viewOf(record), selected);
  if (options.json) return writeJson(io, runJson(view));
  // The summary already contains the errors.
  const style = { palette: palette(io, options), ascii: options.ascii ?? false, error: false, mostNotes };
  const told = plan.artifacts.filter(({ id, inputs }) => {
    const { status, notes } = artifactState(state, id);
    return (selected?.has(id) ?? true) && status === "failed" && inputs.length + notes.length > 0;
  });
  const blocks = [
    renderRunSummary(view, style.palette, { call: callOf(io, options), bytes: true, width: widthOf(io.stdout) }),
    ...told.slice(0, mostStories).map(({ id }) => renderArtifactDetails(plan, state, { ...style, id })),
  ];
  await io.stdout.write(`${blocks.join("\n\n")}\n`);
  if (selected === null || options.quiet) return;
  await io.stderr.write(`note: ${selected.size} of ${plural(plan.artifacts.length, "artifact")} shown\n`);
}
