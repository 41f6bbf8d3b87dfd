import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { ExportShape } from "../../render/index.ts";
import type { Host } from "../host/index.ts";
import type { OpenRun } from "../open/index.ts";
import { shownPath } from "../places/index.ts";
import { registryForReading } from "../plugins/index.ts";
import { contentOf, isNotSelected, plannedArtifact, type RecordedRun, readRecord } from "../record/index.ts";
import { exportArtifacts } from "./export-artifacts.ts";
import {
  type ExporterOptions,
  exporterOptions,
  readerWarning,
  requireOptions,
  sizeWarning,
} from "./exporter-options.ts";
import { originsOf } from "./origins.ts";
import { chooseExports, makeOutputDir, requireFormat } from "./outputs.ts";
import { writePrivateFile } from "./private-file.ts";
import { describedRun, type RunFormat, runFormats } from "./run-formats.ts";

export interface RunExportRequest extends ExporterOptions {
  readonly format: string;
  /** Artifacts to write; by default those that the plan marks as outputs. */
  readonly artifacts?: readonly string[] | undefined;
  /** Folder; by default `outputs/<run>` in the current folder. */
  readonly output?: string | undefined;
  /** Overwrites existing files. */
  readonly force?: boolean | undefined;
  /** Plugins whose exporters may be used. */
  readonly plugins?: readonly string[] | undefined;
}

export type ExportedFile = ExportShape["files"][number];

export interface ExportedRun {
  readonly files: readonly ExportedFile[];
  /** One sentence for each complete file that its usual reader rejects or truncates. */
  readonly warnings: readonly string[];
  /** One sentence for each artifact that was not written because its recorded content cannot be read. */
  readonly unreadable: readonly string[];
}

interface Exporting {
  readonly host: Host;
  readonly opened: OpenRun;
  readonly record: RecordedRun;
  readonly registry: Registry;
  readonly request: RunExportRequest;
}

/**
 * Writes recorded artifacts, or the events of the run, to files; executes no connector and no processor. Throws
 * WCT_EXPORT_*, WCT_RUN_ARTIFACT_ABSENT, and WCT_USAGE if a file exists.
 */
export async function exportRun(host: Host, opened: OpenRun, request: RunExportRequest): Promise<ExportedRun> {
  const registry = await registryForReading(host, request.plugins);
  requireFormat(registry, request.format, [...runFormats.keys()]);
  requireOptions(registry, request.format, request);
  const exporting = { host, opened, record: await readRecord(opened.store, opened.run), registry, request };
  const format = runFormats.get(request.format);
  if (format === undefined) return await exportContent(exporting);
  return { files: [exportWhole(format, exporting)], warnings: [], unreadable: [] };
}

async function exportContent(exporting: Exporting): Promise<ExportedRun> {
  const { host, opened, record, registry, request } = exporting;
  const { artifacts: ids = [], format } = request;
  const artifacts =
    ids.length > 0
      ? ids.map((id) => plannedArtifact(record, id))
      : record.plan.artifacts.filter(({ id, output }) => output && !isNotSelected(record.state, id));
  if (artifacts.length === 0) {
    throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
      message: `no artifact of run "${record.run.id}" is marked output: true and was selected`,
      hint: "name the artifacts to export",
    });
  }
  const messages = new Map(artifacts.map((artifact) => [artifact.id, contentOf(record, artifact.id)]));
  const chosen = chooseExports(
    registry,
    artifacts.map(({ id, outputSchema }) => ({ id, schema: messages.get(id)?.schema ?? outputSchema })),
    [format],
  );
  const names = chosen.map(({ fileName }) => fileName);
  const unreadable: string[] = [];
  const written = await exportArtifacts({
    ...{ store: opened.store, registry, chosen, messages },
    originsOf: (artifact: ArtifactId) => originsOf(host, { plan: record.plan, registry, artifact }),
    options: exporterOptions(request),
    dir: folderFor(names, exporting),
    unreadable: (_, why) => unreadable.push(why),
  });
  const files = written.map(({ path, ...one }) => ({ ...one, path: shownPath(host.cwd, path) }));
  const warnings: string[] = [];
  for (const { artifact, path } of written) {
    const problems = [
      readerWarning(format, messages.get(artifact)?.elements ?? 0),
      await sizeWarning(format, path),
    ].filter((problem) => problem !== null);
    warnings.push(...problems.map((problem) => `${shownPath(host.cwd, path)} ${problem}`));
  }
  return { files, warnings, unreadable };
}

function exportWhole(format: RunFormat, exporting: Exporting): ExportedFile {
  const { host, record, registry, request } = exporting;
  const { artifacts: ids = [] } = request;
  if (ids.length > 0) {
    throw wctError("WCT_USAGE", {
      message: `format "${request.format}" describes the whole run and takes no artifacts`,
      hint: `leave out ${listNames(ids)}`,
    });
  }
  const described = describedRun(record, registry);
  const path = join(folderFor([format.fileName], exporting), format.fileName);
  const shown = shownPath(host.cwd, path);
  const written = writePrivateFile({ path, shown }, format.pieces(described));
  return { artifact: null, format: request.format, path: shown, ...written };
}

/**
 * Returns the target folder, creating it if necessary. Throws before anything is written if one of the files exists.
 */
function folderFor(fileNames: readonly string[], { host, record, request }: Exporting): string {
  const dir = resolve(host.cwd, request.output ?? join("outputs", record.run.id));
  for (const fileName of fileNames) refuseExisting(join(dir, fileName), request.force ?? false, host.cwd);
  makeOutputDir(dir, request.output === undefined ? resolve(host.cwd, "outputs") : null);
  return dir;
}

function refuseExisting(path: string, force: boolean, cwd: string): void {
  if (force || !existsSync(path)) return;
  throw wctError("WCT_USAGE", {
    message: `"${shownPath(cwd, path)}" exists`,
    hint: "overwrite it with --force, or choose another folder with -o",
  });
}
