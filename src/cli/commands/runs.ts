import { wctError } from "../../diagnostics/index.ts";
import type { RunStatus, RunSummary } from "../../domain/index.ts";
import { paint, renderRunList, runListJson } from "../../render/index.ts";
import { wantsColor } from "../color.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
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
    ...(options.since === undefined ? {} : { since: since(options.since, new Date()) }),
  });
  const ofRunbook = ({ name, path }: RunSummary["runbook"]): boolean =>
    runbook === undefined || name.includes(runbook) || path.includes(runbook);
  const found = all.filter((run) => ofRunbook(run.runbook)).slice(0, limit);
  if (options.json) await io.stdout.write(`${JSON.stringify(runListJson(found))}\n`);
  else if (found.length > 0) await io.stdout.write(`${renderRunList(found, palette(io, options))}\n`);
  else await io.stderr.write("no run matches\n");
  return 0;
}

export const palette = (io: Io, options: GlobalOptions) => paint(wantsColor(io, io.stdout, options.color));

const units: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 604800e3 };

function since(text: string, now: Date): Date {
  const age = /^(\d+)([smhdw])$/.exec(text);
  if (age) return new Date(now.getTime() - Number(age[1]) * (units[age[2] ?? "d"] ?? 0));
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw wctError("WCT_USAGE", {
      message: `--since "${text}" is neither an age nor a date`,
      hint: "write 45m, 12h, 7d or 2026-01-31",
    });
  }
  return date;
}
