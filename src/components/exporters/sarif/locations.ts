import type { Locator } from "../../../plugin/index.ts";

/** The folder that a connector read; whoever reads the log says where that is. */
export const sourceRoot = "SRCROOT";

/** A locator as a location of SARIF: files are physical, tables and columns logical. */
export function locationOf(locator: Locator) {
  switch (locator.kind) {
    case "file":
      return { physicalLocation: { artifactLocation: artifactLocation(locator.path), ...regionOf(locator) } };
    case "field":
      return {
        physicalLocation: { artifactLocation: artifactLocation(locator.path) },
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

const artifactLocation = (path: string) => ({ uri: relativeUri(path), uriBaseId: sourceRoot });

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
