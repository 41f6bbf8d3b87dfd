import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DeclaredPlace, type Locator, locationText, type Origin } from "../../../plugin/index.ts";
import { databaseName } from "../../locators.ts";

/** The base folders of paths in a log. The reader of the log supplies their actual locations. */
export const bases = {
  SRCROOT: "The top of the repository, or the folder that wct was started in",
  READ: "A folder that was read; which one, the log cannot say",
  RUNBOOK: "The folder of the runbook",
} as const;

/** A path, relative to one of the base folders. */
interface FilePlace {
  readonly path: string;
  readonly base: keyof typeof bases;
}

/** Returns the location of a finding's file. */
type Placing = (path: string) => FilePlace;

/**
 * Findings identify a file by its path in the folder that its connector read, or by its path in the runbook. A single
 * folder is unambiguous. Of several folders, the only one that contains the file is used.
 */
export function createPlacing(origins: readonly Origin[], exists: (path: string) => boolean = existsSync): Placing {
  const folders = origins.filter(({ kind }) => kind === "dir");
  const folderOf = (path: string): Origin | undefined => {
    if (folders.length < 2) return folders[0];
    const having = folders.filter(({ absolute }) => absolute === null || exists(join(absolute, path)));
    return having.length === 1 ? having[0] : undefined;
  };
  const place = (path: string): FilePlace => {
    const named = origins.find(({ kind, written }) => kind === "file" && written === path);
    const [top, below] = named === undefined ? [folderOf(path)?.path, `/${path}`] : [named.path, ""];
    return typeof top === "string" ? { path: `${top}${below}`, base: "SRCROOT" } : { path, base: "READ" };
  };
  // Findings are grouped by file, so the last result is reused.
  let last: { readonly path: string; readonly place: FilePlace } | null = null;
  return (path) => {
    if (last?.path !== path) last = { path, place: place(path) };
    return last.place;
  };
}

/** Returns where the runbook declares the source of a database. */
type FindDeclaration = (database: string) => DeclaredPlace;

/**
 * Databases are identified by their file name. If no source, or more than one, has a file of that name, the declaration
 * of the artifact with the findings is used.
 */
export function createDeclarationFinder(origins: readonly Origin[], declared: DeclaredPlace): FindDeclaration {
  const files = origins.filter(({ kind }) => kind === "file");
  return (database) => {
    const named = files.filter(({ written }) => databaseName(written) === database);
    return named.length === 1 ? (named[0]?.declared ?? declared) : declared;
  };
}

/** How locators become locations in a log. */
export interface SarifPlacement {
  readonly placing: Placing;
  readonly declaring: FindDeclaration;
}

/**
 * Converts a locator to a SARIF location. Code hosts place a result by file and line, and reject a log if a result has
 * none. A table or column is therefore placed where the runbook declares its source, with its own name as logical
 * location.
 */
export function locationOf(locator: Locator, { placing, declaring }: SarifPlacement) {
  switch (locator.kind) {
    case "file":
      return {
        physicalLocation: { artifactLocation: artifactLocation(placing(locator.path)), region: regionOf(locator) },
        ...partOf(locator),
      };
    case "field":
      return {
        physicalLocation: { artifactLocation: artifactLocation(placing(locator.path)), region: regionOf(locator) },
        logicalLocations: [logical(locator, locator.field)],
        ...partOf(locator),
      };
    case "table":
      return {
        physicalLocation: declaration(declaring(locator.database)),
        logicalLocations: [logical(locator, locator.table)],
      };
    case "column":
      return {
        physicalLocation: declaration(declaring(locator.database)),
        logicalLocations: [logical(locator, locator.column)],
      };
  }
}

/** SARIF has no words for the parts of documents and workbooks. */
function partOf(locator: Extract<Locator, { readonly kind: "file" | "field" }>) {
  const { sheet, row } = locator;
  const { page, paragraph } = locator.kind === "file" ? locator : {};
  const part = Object.entries({ page, sheet, row, paragraph }).filter(([, value]) => value !== undefined);
  return part.length === 0 ? {} : { properties: Object.fromEntries(part) };
}

function declaration({ path, file, line }: DeclaredPlace) {
  const place: FilePlace = path === null ? { path: file, base: "RUNBOOK" } : { path, base: "SRCROOT" };
  return { artifactLocation: artifactLocation(place), region: { startLine: line } };
}

function artifactLocation({ path, base }: FilePlace) {
  return { uri: relativeUri(path), uriBaseId: base };
}

/** Escapes each part of the path, so that a colon or percent sign in a name keeps its meaning. */
function relativeUri(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
}

// A column is meaningless without a line. Without a line the whole file is meant, but hosts require a line number.
function regionOf({ line, column }: { readonly line?: number | undefined; readonly column?: number | undefined }) {
  if (line === undefined || line < 1) return { startLine: 1 };
  return { startLine: line, ...(column !== undefined && column > 0 ? { startColumn: column } : {}) };
}

/** The name of a field is relative to its file, which the physical location contains. */
function logical(locator: Locator, name: string) {
  return { name, fullyQualifiedName: locator.kind === "field" ? name : locationText(locator), kind: locator.kind };
}
