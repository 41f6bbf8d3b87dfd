import { openRun } from "../../../app/open/index.ts";
import { readRecord } from "../../../app/record/index.ts";
import { wctError } from "../../../diagnostics/index.ts";
import type { Io } from "../../io.ts";
import type { InspectOptions } from "./options.ts";
import { showRun } from "./run.ts";
import { showView, viewAsked } from "./views.ts";

/** Runs `wct inspect RUN [ARTIFACT]`. Loads no code of plugins and executes nothing. */
export async function inspect(
  io: Io,
  reference: string,
  id: string | undefined,
  options: InspectOptions,
): Promise<number> {
  const view = viewAsked(id, options);
  if (id !== undefined && options.select !== undefined) {
    throw wctError("WCT_USAGE", {
      message: `--select is for a whole run, and "${id}" is one of its artifacts`,
      hint: `omit --select, or omit "${id}"`,
    });
  }
  await using opened = await openRun(io, reference, options.store);
  const { store } = opened;
  const record = await readRecord(store, opened.run);
  if (id === undefined) {
    await showRun(io, record, options);
    return 0;
  }
  // The same exit code as on a pipe, where missing content is an error.
  return (await showView({ io, store, record, id, options }, view)) ? 0 : 3;
}
