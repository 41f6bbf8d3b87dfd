import { renderArtifactStory, renderRunSummary, runJson } from "../../render/index.ts";
import { artifactState } from "../../run/index.ts";
import { type Io, widthOf } from "../io.ts";
import { callOf } from "../wiring/call.ts";
import { type RecordedRun, viewOf } from "../wiring/record.ts";
import { type InspectOptions, writeJson } from "./inspect-options.ts";
import { palette } from "./runs.ts";

/** More failures with all their details tell nobody more; `wct inspect RUN ARTIFACT` has each. */
const mostStories = 5;
const mostNotes = 10;

/** Every artifact of a run; of failed ones also, where there is something to tell, what they were made from and what they logged last. */
export async function showRun(io: Io, record: RecordedRun, options: InspectOptions): Promise<void> {
  const view = viewOf(record);
  if (options.json) return writeJson(io, runJson(view));
  const { plan, state } = record;
  // Why they failed is in the summary already.
  const style = { palette: palette(io, options), ascii: options.ascii ?? false, error: false, mostNotes };
  const told = plan.artifacts.filter(({ id, inputs }) => {
    const { status, notes } = artifactState(state, id);
    return status === "failed" && inputs.length + notes.length > 0;
  });
  const blocks = [
    renderRunSummary(view, style.palette, { call: callOf(io, options), bytes: true, width: widthOf(io.stdout) }),
    ...told.slice(0, mostStories).map(({ id }) => renderArtifactStory(plan, state, { ...style, id })),
  ];
  await io.stdout.write(`${blocks.join("\n\n")}\n`);
}
