import { openRun } from "../../app/open/index.ts";
import { draftRecord } from "../../app/record-draft/index.ts";
import { safeLines } from "../../diagnostics/index.ts";
import { apiVersion, type RecordDraftShape, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";

interface RecordDraftOptions extends GlobalOptions {
  readonly into?: string;
}

/** Runs `wct record draft RUN [ACTIVITY]`: prints activities for the organisation file, or adds them to it. */
export async function recordDraft(
  io: Io,
  reference: string,
  activity: string | undefined,
  options: RecordDraftOptions,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const { activities, into } = await draftRecord(io, opened, { activity, into: options.into });
  if (options.json) {
    const answer: RecordDraftShape = { apiVersion, kind: "RecordDraft", run: opened.run.id, activities, into };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (into === null && activities.length > 0) {
    const entries = activities.map(({ text }) => text.replaceAll(/^(?=.)/gm, "  "));
    await io.stdout.write(safeLines(`activities:\n${entries.join("\n")}`));
  }
  if (options.quiet || options.json) return 0;
  const names = activities.map(({ id }) => id).join(", ");
  if (activities.length === 0)
    await io.stderr.write("nothing to draft: every finding is covered by a declared activity\n");
  else if (into !== null) await io.stderr.write(`added to ${safeText(into)}: ${safeText(names)}\n`);
  return 0;
}
