import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, SchemaRef } from "../../domain/index.ts";
import { errnoOf, isLink, writeFailure } from "../../files/index.ts";
import type { RegisteredExporter, Registry } from "../../registry/index.ts";
import { makeFolders, sweepUnfinished, systemClock } from "../../store/index.ts";
import { fileStem } from "../places/index.ts";

export interface Exportable {
  readonly id: ArtifactId;
  readonly schema: SchemaRef;
}

export interface ChosenExport {
  readonly artifact: ArtifactId;
  readonly exporter: RegisteredExporter;
  readonly fileName: string;
}

/**
 * Chooses which exporter writes which artifact. Without formats: JSON for each artifact, and every exporter made for
 * its schema. With formats: each format for every artifact that it can write, and at least one. Throws
 * WCT_EXPORT_FORMAT_UNKNOWN, WCT_EXPORT_UNSUPPORTED.
 */
export function chooseExports(
  registry: Registry,
  artifacts: readonly Exportable[],
  formats: readonly string[] | undefined,
): readonly ChosenExport[] {
  const exporters = formats?.map((format) => exporterOf(registry, format));
  const chosen = artifacts.flatMap((artifact) =>
    (exporters ?? [...registry.exporters.values()])
      .filter((exporter) => accepts(exporter.inputs, artifact.schema))
      .filter((exporter) => exporters !== undefined || isUnasked(exporter, artifact.schema))
      .map((exporter) => ({ artifact: artifact.id, exporter, fileName: fileName(artifact.id, exporter) })),
  );
  for (const exporter of exporters ?? []) {
    if (artifacts.length > 0 && !chosen.some((one) => one.exporter === exporter))
      throw unsupported(exporter, artifacts);
  }
  return chosen;
}

function isUnasked({ type, inputs, definition }: RegisteredExporter, schema: SchemaRef): boolean {
  if (inputs === "any") return type === "json";
  return definition.unaskedFor === undefined || accepts(definition.unaskedFor, schema);
}

function exporterOf(registry: Registry, format: string): RegisteredExporter {
  requireFormat(registry, format);
  return registry.exporters.get(format)!;
}

/** Throws WCT_EXPORT_FORMAT_UNKNOWN unless the name is that of an exporter or of one of the other known formats. */
export function requireFormat(registry: Registry, format: string, others: readonly string[] = []): void {
  const names = [...registry.exporters.keys(), ...others];
  if (names.includes(format)) return;
  const near = spreadsheets.has(format) ? "xlsx" : nearest(format, names);
  const all = listNames(names, names.length);
  throw wctError("WCT_EXPORT_FORMAT_UNKNOWN", {
    message: `there is no exporter "${format}"`,
    hint: near ? `write "${near}"; there are ${all}` : `choose one of ${all}`,
  });
}

// Formats that users ask for when they want to open a table.
const spreadsheets: ReadonlySet<string> = new Set(["xls", "ods", "excel"]);

/** Returns true if one of the references has the schema's name and major version, and no higher minor version. */
function accepts(inputs: readonly string[] | "any", schema: SchemaRef): boolean {
  if (inputs === "any") return true;
  const [name, version = ""] = schema.split(":");
  const [major, minor] = version.split(".");
  return inputs.some((input) => {
    const [inputName, inputVersion = ""] = input.split(":");
    const [inputMajor, inputMinor] = inputVersion.split(".");
    return name === inputName && major === inputMajor && Number(minor) >= Number(inputMinor);
  });
}

function unsupported(exporter: RegisteredExporter, artifacts: readonly Exportable[]) {
  const takes = exporter.inputs === "any" ? "any schema" : listNames(exporter.inputs);
  return wctError("WCT_EXPORT_UNSUPPORTED", {
    message: `exporter "${exporter.type}" cannot write ${listNames(artifacts.map((one) => one.id))} (${listNames([...new Set(artifacts.map((one) => one.schema))])})`,
    hint: `it takes ${takes}`,
  });
}

const fileName = (id: ArtifactId, exporter: RegisteredExporter): string =>
  `${fileStem(id)}.${exporter.definition.extension}`;

/**
 * Creates the folder for outputs, owner-only and ignored by git. `parent`: its parent folder, unless the user named the
 * folder; then neither may be a link. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function makeOutputDir(dir: string, parent: string | null): void {
  if (parent !== null) refuseLinks([parent, dir]);
  requireOutputDir(dir, { isNamed: true });
  try {
    if (parent !== null && statSync(parent, { throwIfNoEntry: false }) === undefined) {
      makeFolders(parent);
      writeFileSync(join(parent, ".gitignore"), "*\n", { mode: 0o600 });
    }
    makeFolders(dir);
    sweepUnfinished(dir, systemClock.now());
  } catch (cause) {
    throw folderError(dir, cause);
  }
}

/**
 * Checks that the folder exists or could be created, and is writable; creates nothing. A run checks this before it
 * starts, so that hours of work are not lost to an impossible folder. `isNamed`: the user named the folder, which may
 * then be a link. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function requireOutputDir(dir: string, { isNamed }: { readonly isNamed: boolean }): void {
  if (!isNamed) refuseLinks([dir]);
  try {
    const existing = nearestExisting(dir);
    const code = existing === dir ? "EEXIST" : "ENOTDIR";
    if (!statSync(existing).isDirectory()) throw Object.assign(new Error("not a folder"), { code });
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw folderError(dir, cause);
  }
}

/** A foreign repository may contain such a link, and results would be written wherever it points. */
function refuseLinks(dirs: readonly string[]): void {
  for (const dir of dirs) {
    if (!isLink(dir)) continue;
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `the folder of outputs "${dir}" is a symbolic link`,
      hint: "if it is yours, pass its target folder with --output; otherwise remove it",
    });
  }
}

function nearestExisting(path: string): string {
  try {
    statSync(path);
    return path;
  } catch (error) {
    // ENOTDIR: a file is where the path needs a folder.
    const code = errnoOf(error);
    if ((code !== "ENOENT" && code !== "ENOTDIR") || dirname(path) === path) throw error;
    return nearestExisting(dirname(path));
  }
}

function folderError(dir: string, cause: unknown) {
  const { why, hint } = writeFailure(cause);
  const message = `outputs cannot be written to folder "${dir}"${why.replace(/^cannot be written/, "")}`;
  return wctError("WCT_EXPORT_WRITE_FAILED", { message, hint: `${hint}, or choose another with --output`, cause });
}
