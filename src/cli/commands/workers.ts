import { listWorkers } from "../../app/worker/index.ts";
import type { KnownWorker } from "../../domain/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";

/** Runs `wct workers`. */
export async function workers(io: Io, options: GlobalOptions): Promise<number> {
  const known = (await listWorkers(io, options.store)).filter(({ hasLeft }) => !hasLeft);
  if (options.json) await io.stdout.write(`${JSON.stringify(known)}\n`);
  else await io.stdout.write(known.length === 0 ? "no worker of the last day\n" : `${known.map(line).join("\n")}\n`);
  return 0;
}

const line = (worker: KnownWorker): string => {
  const labels = worker.labels.length === 0 ? "" : `  ${worker.labels.join(" ")}`;
  const makes = worker.makes.map(({ artifact }) => artifact).join(", ");
  const state = worker.isAlive ? `${worker.makes.length}/${worker.slots}` : "lost";
  return `${worker.host}  ${worker.process}  ${state}  wct ${worker.wct}${labels}${makes === "" ? "" : `  ${makes}`}`;
};
