import { listWorkers } from "../../../app/worker/index.ts";
import { command, renderWorkerList, workerListJson } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { callOf } from "../../output/call.ts";

interface WorkersOptions extends GlobalOptions {
  readonly all?: boolean;
}

/** Runs `wct workers`. */
export async function workers(io: Io, options: WorkersOptions): Promise<number> {
  const known = await listWorkers(io, options.store);
  const shown = options.all ? known : known.filter(({ isAlive }) => isAlive);
  if (options.json) await io.stdout.write(`${JSON.stringify(workerListJson(shown))}\n`);
  else if (shown.length > 0) await io.stdout.write(`${renderWorkerList(shown, palette(io, options))}\n`);
  else await io.stderr.write(noneText(io, options, known.length));
  return 0;
}

function noneText(io: Io, options: WorkersOptions, ended: number): string {
  const start = `start one with \`${command("worker", callOf(io, options))}\``;
  if (ended === 0) return `no worker is there, nor was in the last day; ${start}\n`;
  const were = ended === 1 ? "1 of the last day has ended" : `${ended} of the last day have ended`;
  return `no worker is there: ${were}, see --all; ${start}\n`;
}
