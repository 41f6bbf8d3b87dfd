import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, SchemaRef } from "../../domain/index.ts";
import type { RegisteredExporter, Registry } from "../../registry/index.ts";
import { makeFolders } from "../../store/index.ts";

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
 * Which exporter writes which artifact. Without formats: JSON for each, and every exporter that is made for its schema.
 * With formats: each format for every artifact that it can write, and at least one. Throws WCT_EXPORT_FORMAT_UNKNOWN,
 * WCT_EXPORT_UNSUPPORTED.
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

/** Throws WCT_EXPORT_FORMAT_UNKNOWN unless an exporter, or one of the other formats that are known here, has the name. */
export function requireFormat(registry: Registry, format: string, others: readonly string[] = []): void {
  const names = [...registry.exporters.keys(), ...others];
  if (names.includes(format)) return;
  const near = spreadsheets.has(format) ? "csv" : nearest(format, names);
  const all = listNames(names, names.length);
  throw wctError("WCT_EXPORT_FORMAT_UNKNOWN", {
    message: `there is no exporter "${format}"`,
    hint: near ? `write "${near}"; there are ${all}` : `choose one of ${all}`,
  });
}

// What people ask for who want to open a table.
const spreadsheets: ReadonlySet<string> = new Set(["xls", "xlsx", "ods", "excel"]);

/** One of the references has the schema's name and major version, and no higher minor. */
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

/** Artifact ids are safe file names, but for the slash of child runbooks. */
const fileName = (id: ArtifactId, exporter: RegisteredExporter): string =>
  `${id.replaceAll("/", "__")}.${exporter.definition.extension}`;

/** Creates the folder for outputs, owner-only and ignored by git. Throws WCT_EXPORT_WRITE_FAILED. */
export function makeOutputDir(dir: string, parent: string | null): void {
  try {
    if (parent !== null && statSync(parent, { throwIfNoEntry: false }) === undefined) {
      makeFolders(parent);
      writeFileSync(join(parent, ".gitignore"), "*\n", { mode: 0o600 });
    }
    makeFolders(dir);
  } catch (cause) {
    throw cannotBeMade(dir, cause);
  }
}

/**
 * Whether the folder is there, or could be made, and written to; makes nothing. A run asks before it starts, so that
 * hours of work do not end in a folder that was never possible. Throws WCT_EXPORT_WRITE_FAILED.
 */
export function requireOutputDir(dir: string): void {
  try {
    const existing = nearestExisting(dir);
    if (!statSync(existing).isDirectory()) throw new Error(`${existing} is not a folder`);
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw cannotBeMade(dir, cause);
  }
}

function nearestExisting(path: string): string {
  try {
    statSync(path);
    return path;
  } catch (error) {
    // ENOTDIR: a file stands where a folder of the path should be.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if ((code !== "ENOENT" && code !== "ENOTDIR") || dirname(path) === path) throw error;
    return nearestExisting(dirname(path));
  }
}

const cannotBeMade = (dir: string, cause: unknown) =>
  wctError("WCT_EXPORT_WRITE_FAILED", {
    message: `outputs cannot be written to folder "${dir}"`,
    hint: "check the path and its permissions, or choose another with --output",
    cause,
  });
