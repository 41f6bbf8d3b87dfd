import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Origin } from "../../../plugin/index.ts";

/** What paths of files in a log start from; whoever reads it says where that is. */
export const bases = {
  SRCROOT: "The top of the repository, or the folder that wct was started in",
  READ: "A folder that was read; which one, the log cannot say",
} as const;

/** A path, and what it starts from. */
export interface FilePlace {
  readonly path: string;
  readonly base: keyof typeof bases;
}

/** Where a file of a finding is. */
export type Placing = (path: string) => FilePlace;

/**
 * Findings know a file by its path in the folder that its connector read, or by the path that the runbook names it by.
 * One folder alone leaves no doubt; of several it is the one that has the file.
 */
export function placingIn(origins: readonly Origin[], exists: (path: string) => boolean = existsSync): Placing {
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
  // Findings stand together, file by file.
  let last: { readonly path: string; readonly place: FilePlace } | null = null;
  return (path) => {
    if (last?.path !== path) last = { path, place: place(path) };
    return last.place;
  };
}

/** A locator as a location of SARIF: files are physical, tables and columns logical. */
export function locationOf(locator: Locator, placing: Placing) {
  switch (locator.kind) {
    case "file":
      return { physicalLocation: { artifactLocation: artifactLocation(locator.path, placing), ...regionOf(locator) } };
    case "field":
      return {
        physicalLocation: { artifactLocation: artifactLocation(locator.path, placing) },
        logicalLocations: [logical([locator.field], "field")],
      };
    case "table":
      return { logicalLocations: [logical([locator.database, locator.schema, locator.table], "table")] };
    case "column":
      return {
        logicalLocations: [logical([locator.database, locator.schema, locator.table, locator.column], "column")],
      };
  }
}

function artifactLocation(written: string, placing: Placing) {
  const { path, base } = placing(written);
  return { uri: relativeUri(path), uriBaseId: base };
}

/** Each part of the path is escaped: a name with a colon or a percent sign must not become something else. */
function relativeUri(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
}

type FileLocator = Extract<Locator, { readonly kind: "file" }>;

// A column says nothing without its line; an offset stands alone only where there is no line.
function regionOf({ line, column, offset }: FileLocator) {
  if (line !== undefined && line > 0) {
    return { region: { startLine: line, ...(column !== undefined && column > 0 ? { startColumn: column } : {}) } };
  }
  return offset === undefined ? {} : { region: { charOffset: offset } };
}

function logical(names: readonly (string | undefined)[], kind: string) {
  const known = names.filter((name) => name !== undefined);
  return { name: known.at(-1) ?? "", fullyQualifiedName: known.join("."), kind };
}
