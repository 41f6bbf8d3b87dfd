import type { ExecutionStore, RunStatus, RunSummary } from "../../domain/index.ts";
import { paint, type RunListOptions, renderRunList, runListJson } from "../../render/index.ts";
import { wantsColor } from "../color.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { momentOf } from "../wiring/age.ts";
import { readStore } from "../wiring/store.ts";

export interface RunsOptions extends GlobalOptions {
  readonly status?: RunStatus;
  readonly runbook?: string;
  readonly since?: string;
  readonly limit?: number;
}

/** `wct runs`. */
export async function runs(io: Io, options: RunsOptions): Promise<number> {
  await using store = await readStore(io, options.store);
  const { status, runbook, limit } = options;
  const all = await store.executions.runs({
    ...(status === undefined ? {} : { status }),
    ...(options.since === undefined ? {} : { since: momentOf("--since", options.since, new Date()) }),
  });
  const ofRunbook = ({ name, path }: RunSummary["runbook"]): boolean =>
    runbook === undefined || name.includes(runbook) || path.includes(runbook);
  const found = all.filter((run) => ofRunbook(run.runbook)).slice(0, limit);
  if (options.json) await io.stdout.write(`${JSON.stringify(runListJson(found))}\n`);
  else if (found.length > 0)
    await io.stdout.write(`${renderRunList(found, palette(io, options), listOptions(io, options))}\n`);
  else await io.stderr.write("no run matches\n");
  await warnOfUnreadable(io, store.executions);
  return 0;
}

/** What is damaged must not hide the rest, and must not go unsaid either. */
async function warnOfUnreadable(io: Io, executions: ExecutionStore): Promise<void> {
  const readable = new Set((await executions.runs()).map((run) => run.id));
  const unreadable = (await executions.ids()).filter((id) => !readable.has(id));
  for (const id of unreadable) await io.stderr.write(`${id} cannot be listed: see \`wct verify ${id}\`\n`);
}

/** Whatever is piped on is not cut. */
export const listOptions = ({ stdout }: Io, { ascii }: GlobalOptions): RunListOptions => ({
  columns: stdout.isTerminal ? stdout.columns : undefined,
  ascii,
});

export const palette = (io: Io, options: GlobalOptions) => paint(wantsColor(io, io.stdout, options.color));
