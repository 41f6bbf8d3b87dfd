import { openRun } from "../../app/open/index.ts";
import { draftRecord } from "../../app/record-draft/index.ts";
import type { Io } from "../io.ts";
import type { CompletionCandidate } from "./candidate.ts";

/** Returns the ids of the activities that `wct record draft` can draft from a run. */
export async function draftableActivities(
  io: Io,
  storeOption: string | undefined,
  reference: string,
): Promise<readonly CompletionCandidate[]> {
  await using opened = await openRun(io, reference, storeOption);
  const { activities } = await draftRecord(io, opened, {});
  return activities.map(({ id, name }) => ({ value: id, about: name }));
}
