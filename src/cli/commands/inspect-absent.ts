import { renderArtifactStory } from "../../render/index.ts";
import { artifactState, messageOf } from "../../run/index.ts";
import { plannedArtifact } from "../wiring/record.ts";
import type { Looking } from "./inspect-options.ts";
import { palette } from "./runs.ts";

/**
 * For people: an artifact that holds nothing (it failed, was skipped, is not made yet) is told with why, its inputs
 * and its log. False: it holds something, or held something that was not kept.
 */
export async function showStory({ io, record, id, options }: Looking): Promise<boolean> {
  const planned = plannedArtifact(record, id);
  if (messageOf(artifactState(record.state, planned.id)) !== null) return false;
  const story = renderArtifactStory(record.plan, record.state, {
    id: planned.id,
    palette: palette(io, options),
    ascii: options.ascii ?? false,
  });
  await io.stdout.write(`${story}\n`);
  return true;
}
