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
  if (options.json) {
    const { uuid, head, content, events } = copy;
    const counts = { events, objects: copy.objects.length, leftOut, gone: copy.gone.length };
    const answer: BundleShape = {
      apiVersion,
      kind: "Bundle",
      file,
      run: run.id,
      uuid,
      head,
      content,
      ...counts,
      bytes,
    };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
    return 0;
  }
  if (options.quiet) return 0;
  const objects = plural(copy.objects.length, "object");
  await io.stdout.write(
    `${file}  ${run.id}: ${plural(copy.events, "event")}, ${objects}, ${formatBytes(bytes)}\nhead ${copy.head}\n`,
  );
  if (leftOut > 0) {
    await io.stderr.write(
      `content that may identify people was left out (${plural(leftOut, "object")}); --with-raw takes it along\n`,
    );
  }
  return 0;
}
