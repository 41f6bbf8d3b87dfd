import { plannedArtifact } from "../../../app/record/index.ts";
import { renderArtifactDetails } from "../../../render/index.ts";
import { artifactState, messageOf } from "../../../run/index.ts";
import { palette } from "../../color.ts";
import type { InspectContext } from "./options.ts";

/**
 * Prints, for people, why an artifact has no content (it failed, was skipped, is not made yet), its inputs and its log.
 * Returns false if it has content, or had content that was not kept.
 */
export async function showDetails({ io, record, id, options }: InspectContext): Promise<boolean> {
  const planned = plannedArtifact(record, id);
  if (messageOf(artifactState(record.state, planned.id)) !== null) return false;
  const story = renderArtifactDetails(record.plan, record.state, {
    id: planned.id,
    palette: palette(io, options),
    ascii: options.ascii ?? false,
  });
  await io.stdout.write(`${story}\n`);
  return true;
}
