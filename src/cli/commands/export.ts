import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, RecordStore } from "../../domain/index.ts";
import type { Registry } from "../../registry/index.ts";
import { apiVersion, type ExportShape } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type ExportBatch, exportArtifacts } from "../wiring/export-artifacts.ts";
import { shownPath } from "../wiring/files.ts";
import { originsOf } from "../wiring/origins.ts";
import { chooseExports, makeOutputDir, requireFormat } from "../wiring/outputs.ts";
import { writePrivateFile } from "../wiring/private-file.ts";
import { contentOf, plannedArtifact, type RecordedRun, readRecord } from "../wiring/record.ts";
import { lookingRegistry } from "../wiring/registry.ts";
import { type RunFormat, runFormats, toldRun } from "../wiring/run-formats.ts";
import { openRun } from "../wiring/run-reference.ts";

export interface ExportOptions extends GlobalOptions {
  readonly format: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly plugin?: readonly string[];
}

interface Request {
  readonly io: Io;
  readonly record: RecordedRun;
  readonly registry: Registry;
  readonly options: ExportOptions;
}

type ExportedFile = ExportShape["files"][number];

/**
 * `wct export RUN [ARTIFACT...]`: writes recorded artifacts, or what happened in the run, to files; executes no
 * connector and no processor.
 */
export async function exportRun(
  io: Io,
  reference: string,
  ids: readonly string[],
  options: ExportOptions,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const registry = await lookingRegistry(io, options.plugin);
  requireFormat(registry, options.format, [...runFormats.keys()]);
  const record = await readRecord(opened.store, opened.run);
  const request = { io, record, registry, options };
  const format = runFormats.get(options.format);
  const unreadable: string[] = [];
  const files =
    format === undefined
      ? await exportFrom(opened.store, ids, { ...request, unreadable: (_, why) => unreadable.push(why) })
      : [exportWhole(format, ids, request)];
  if (options.json) {
    const answer: ExportShape = { apiVersion, kind: "Export", run: record.run.id, files };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else for (const { path } of files) await io.stdout.write(`${path}\n`);
  if (unreadable.length === 0) return 0;
  for (const why of unreadable) await io.stderr.write(`not written: ${why}\n`);
  await io.stderr.write(`\`wct verify ${record.run.id}\` says what else is damaged\n`);
  return 3;
}

async function exportFrom(
  store: RecordStore,
  ids: readonly string[],
  request: Request & Required<Pick<ExportBatch, "unreadable">>,
): Promise<readonly ExportedFile[]> {
  const { io, record, registry, options } = request;
  const marked = record.plan.artifacts.filter((artifact) => artifact.output);
  const artifacts = ids.length > 0 ? ids.map((id) => plannedArtifact(record, id)) : marked;
  if (artifacts.length === 0) {
    throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
      message: `no artifact of run "${record.run.id}" is marked output: true`,
      hint: "name the artifacts to export",
    });
  }
  const messages = new Map(artifacts.map((artifact) => [artifact.id, contentOf(record, artifact.id)]));
  const chosen = chooseExports(
    registry,
    artifacts.map(({ id, outputSchema }) => ({ id, schema: messages.get(id)?.schema ?? outputSchema })),
    [options.format],
  );
  const dir = folderFor(
    chosen.map(({ fileName }) => fileName),
    request,
  );
  const origins = (artifact: ArtifactId) => originsOf(io, { plan: record.plan, registry, artifact });
  const { unreadable } = request;
  const written = await exportArtifacts({ store, registry, chosen, messages, originsOf: origins, dir, unreadable });
  return written.map(({ path, ...one }) => ({ ...one, path: shownPath(io.cwd, path) }));
}

function exportWhole(format: RunFormat, ids: readonly string[], request: Request): ExportedFile {
  const { io, record, registry, options } = request;
  if (ids.length > 0) {
    throw wctError("WCT_USAGE", {
      message: `format "${options.format}" tells of the whole run and takes no artifact`,
      hint: `leave out ${listNames(ids)}`,
    });
  }
  const told = toldRun(record, registry);
  const path = join(folderFor([format.fileName], request), format.fileName);
  const shown = shownPath(io.cwd, path);
  const written = writePrivateFile({ path, shown }, format.pieces(told));
  return { artifact: null, format: options.format, path: shown, ...written };
}

/** The target folder, made if need be; throws before anything is written when one of the files is there already. */
function folderFor(fileNames: readonly string[], { io, record, options }: Request): string {
  const dir = resolve(io.cwd, options.output ?? join("outputs", record.run.id));
  for (const fileName of fileNames) refuseExisting(join(dir, fileName), options.force ?? false, io.cwd);
  makeOutputDir(dir, options.output === undefined ? resolve(io.cwd, "outputs") : null);
  return dir;
}

function refuseExisting(path: string, force: boolean, cwd: string): void {
  if (force || !existsSync(path)) return;
  throw wctError("WCT_USAGE", {
    message: `"${shownPath(cwd, path)}" exists`,
    hint: "write over it with --force, or choose another folder with -o",
  });
}
