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

/**
 * Where a file of a finding is. Findings know it by its path in the folder that its connector read, or by the path that
 * the runbook names it by: one folder alone leaves no doubt.
 */
export function placeOf(path: string, origins: readonly Origin[]): FilePlace {
  const named = origins.find(({ kind, written }) => kind === "file" && written === path);
  if (named !== undefined) return named.path === null ? { path, base: "READ" } : { path: named.path, base: "SRCROOT" };
  const [folder, ...others] = origins.filter(({ kind }) => kind === "dir");
  if (folder === undefined || folder.path === null || others.length > 0) return { path, base: "READ" };
  return { path: `${folder.path}/${path}`, base: "SRCROOT" };
}

/** A locator as a location of SARIF: files are physical, tables and columns logical. */
export function locationOf(locator: Locator, origins: readonly Origin[]) {
  switch (locator.kind) {
    case "file":
      return { physicalLocation: { artifactLocation: artifactLocation(locator.path, origins), ...regionOf(locator) } };
    case "field":
      return {
        physicalLocation: { artifactLocation: artifactLocation(locator.path, origins) },
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

function artifactLocation(written: string, origins: readonly Origin[]) {
  const { path, base } = placeOf(written, origins);
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
