import { type CopiedRun, copyToStore } from "../../../app/bundle/index.ts";
import { openRun } from "../../../app/open/index.ts";
import { apiVersion, type CopyShape, plural, safeText } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

interface RunsCopyOptions extends GlobalOptions {
  readonly to: string;
  readonly withoutRaw?: boolean;
}

/** Runs `wct runs copy RUN --to STORE`: copies a run to another store, completely or not at all. */
export async function copyRun(io: Io, reference: string, options: RunsCopyOptions): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const copied = await copyToStore(io, opened, { to: options.to, withoutRaw: options.withoutRaw });
  const answer: CopyShape = { apiVersion, kind: "Copy", ...copied };
  if (options.json) await io.stdout.write(`${JSON.stringify(answer)}\n`);
  else if (!options.quiet) await io.stdout.write(`${sentence(copied)}\nhead ${copied.head}\n`);
  if (copied.leftOut > 0 && !options.json) {
    await io.stderr.write(`content that may identify people was left out (${plural(copied.leftOut, "object")})\n`);
  }
  return 0;
}

const sentence = ({ outcome, run, to, events, objects }: CopiedRun): string =>
  outcome === "copied"
    ? `copied ${run} to ${safeText(to)}: ${plural(events, "event")}, ${plural(objects, "object")}`
    : `${run} is already in ${safeText(to)}, with the same record`;
