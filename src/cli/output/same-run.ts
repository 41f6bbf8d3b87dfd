import { diagnostic } from "../../diagnostics/index.ts";
import type { RunSummary } from "../../domain/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { reportDiagnostics } from "../report.ts";

/** A run, as the user named it. */
interface NamedRun {
  readonly written: string;
  readonly run: Pick<RunSummary, "id" | "uuid">;
}

/** Warns if a run is compared with itself: then nothing differs. */
export async function warnOfSameRun(
  io: Io,
  runs: readonly [NamedRun, NamedRun],
  { hint, color, quiet }: Pick<GlobalOptions, "color" | "quiet"> & { readonly hint: string },
): Promise<void> {
  const [one, other] = runs;
  // Compared by UUID: a bundle may contain a run of the store.
  if (quiet || one.run.uuid !== other.run.uuid) return;
  const names =
    one.written === other.written
      ? `"${one.written}" is named twice`
      : `"${one.written}" and "${other.written}" are the same run`;
  const warning = diagnostic("WCT_RUN_COMPARED_TO_ITSELF", {
    severity: "warning",
    message: `${names}, ${one.run.id}: nothing can differ`,
    hint,
  });
  await reportDiagnostics(io, [warning], { json: false, source: () => undefined, color });
}
