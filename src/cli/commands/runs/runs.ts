import { listRuns, readStore, unlistedRuns } from "../../../app/open/index.ts";
import type { RunStatus } from "../../../domain/index.ts";
import { type RunListOptions, renderRunList, runListJson } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { momentOf } from "../../output/age.ts";

interface RunsOptions extends GlobalOptions {
  readonly status?: RunStatus;
  readonly runbook?: string;
  readonly since?: string;
  readonly limit?: number;
}

/** Runs `wct runs`. */
export async function runs(io: Io, options: RunsOptions): Promise<number> {
  await using store = await readStore(io, options.store);
  const { status, runbook, limit } = options;
  const since = options.since === undefined ? undefined : momentOf("--since", options.since, new Date());
  const found = await listRuns(store, { status, runbook, since, limit });
  if (options.json) await io.stdout.write(`${JSON.stringify(runListJson(found))}\n`);
  else if (found.length > 0)
    await io.stdout.write(`${renderRunList(found, palette(io, options), listOptions(io, options))}\n`);
  else await io.stderr.write("no run matches\n");
  // Damaged runs must not hide the others, and must not go unreported.
  for (const id of await unlistedRuns(store))
    await io.stderr.write(`${id} cannot be listed: see \`wct verify ${id}\`\n`);
  return 0;
}

/** On a pipe nothing is cut. */
export const listOptions = ({ stdout }: Io, { ascii }: GlobalOptions): RunListOptions => ({
  columns: stdout.isTerminal ? stdout.columns : undefined,
  ascii,
});
