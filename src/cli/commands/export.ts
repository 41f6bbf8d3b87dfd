import { type ExporterOptions, exportRun as exportFiles } from "../../app/export/index.ts";
import { openRun } from "../../app/open/index.ts";
import { apiVersion, type ExportShape, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";

interface ExportOptions extends GlobalOptions, ExporterOptions {
  readonly format: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly plugin?: readonly string[];
}

/**
 * Runs `wct export RUN [ARTIFACT...]`: writes recorded artifacts, or the events of the run, to files; executes no
 * connector and no processor.
 */
export async function exportRun(
  io: Io,
  reference: string,
  artifacts: readonly string[],
  options: ExportOptions,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const { files, warnings, unreadable } = await exportFiles(io, opened, {
    ...options,
    artifacts,
    plugins: options.plugin,
  });
  for (const warning of warnings) await io.stderr.write(`warning: ${safeText(warning)}\n`);
  if (options.json) {
    const answer: ExportShape = { apiVersion, kind: "Export", run: opened.run.id, files };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (!options.quiet) for (const { path } of files) await io.stdout.write(`${safeText(path)}\n`);
  if (unreadable.length === 0) return 0;
  for (const why of unreadable) await io.stderr.write(`not written: ${why}\n`);
  await io.stderr.write(`\`wct verify ${opened.run.id}\` lists all damage\n`);
  return 3;
}
