import type { RunCopy } from "../../domain/index.ts";
import { apiVersion, type BundleShape, formatBytes, plural } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { writeBundle } from "../wiring/bundle-file.ts";
import { copyRequest } from "../wiring/run-content.ts";
import { openRun } from "../wiring/run-reference.ts";

export interface RunsExportOptions extends GlobalOptions {
  readonly withRaw?: boolean;
  readonly force?: boolean;
}

/** `wct runs export RUN FILE`: one run as one file. */
export async function exportBundle(
  io: Io,
  reference: string,
  file: string,
  options: RunsExportOptions,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const { store, run } = opened;
  const request = await copyRequest(store, run.id, options.withRaw ?? false);
  const copy = await store.copyOf(request);
  const bytes = await writeBundle(copy, { cwd: io.cwd, file, force: options.force ?? false });
  const leftOut = request.leaveOut.length;
  if (options.json) await io.stdout.write(`${JSON.stringify(bundleJson(copy, { file, leftOut, bytes }))}\n`);
  else if (!options.quiet) await tell(io, copy, { file, leftOut, bytes });
  return 0;
}

interface Written {
  readonly file: string;
  /** Number of objects. */
  readonly leftOut: number;
  readonly bytes: number;
}

async function tell(io: Io, copy: RunCopy, { file, leftOut, bytes }: Written): Promise<void> {
  const counts = `${plural(copy.events, "event")}, ${plural(copy.objects.length, "object")}`;
  await io.stdout.write(`${file}  ${copy.run}: ${counts}, ${formatBytes(bytes)}\nhead ${copy.head}\n`);
  if (leftOut === 0) return;
  const what = `content that may identify people was left out (${plural(leftOut, "object")})`;
  await io.stderr.write(`${what}; --with-raw takes it along\n`);
}

function bundleJson({ run, uuid, head, content, events, ...copy }: RunCopy, written: Written): BundleShape {
  const { file, leftOut, bytes } = written;
  const counts = { events, objects: copy.objects.length, leftOut, gone: copy.gone.length };
  return { apiVersion, kind: "Bundle", file, run, uuid, head, content, ...counts, bytes };
}
