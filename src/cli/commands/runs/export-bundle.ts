import { exportBundle as exportRun, type WrittenBundle } from "../../../app/bundle/index.ts";
import { openRun } from "../../../app/open/index.ts";
import { apiVersion, type BundleShape, formatBytes, plural, safeText } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

interface RunsExportOptions extends GlobalOptions {
  readonly withRaw?: boolean;
  readonly force?: boolean;
}

/** Runs `wct runs export RUN FILE`: writes a run to one file. */
export async function exportBundle(
  io: Io,
  reference: string,
  file: string,
  options: RunsExportOptions,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const written = await exportRun(io, opened, { file, withRaw: options.withRaw, force: options.force });
  const answer: BundleShape = { apiVersion, kind: "Bundle", ...written };
  if (options.json) await io.stdout.write(`${JSON.stringify(answer)}\n`);
  else if (!options.quiet) await printBundle(io, written);
  return 0;
}

async function printBundle(io: Io, { file, run, events, objects, leftOut, bytes, head }: WrittenBundle): Promise<void> {
  const counts = `${plural(events, "event")}, ${plural(objects, "object")}`;
  await io.stdout.write(`${safeText(file)}  ${run}: ${counts}, ${formatBytes(bytes)}\nhead ${head}\n`);
  if (leftOut === 0) return;
  const what = `content that may identify people was excluded (${plural(leftOut, "object")})`;
  await io.stderr.write(`${what}; --with-raw includes it\n`);
}
