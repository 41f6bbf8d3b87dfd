import { basename, extname } from "node:path";
import { type Locator, locationText } from "../plugin/index.ts";

/** Returns the location of a locator as one string, without lines, rows, pages and offsets, because these change. */
export function locatorKey(locator: Locator): string {
  switch (locator.kind) {
    case "file":
      return locator.path;
    case "field":
      return `${locator.path}#${locator.sheet === undefined ? "" : `${locator.sheet}#`}${locator.field}`;
    case "table":
      return [locator.database, locator.schema ?? "", locator.table].join("\u0000");
    case "column":
      return [locator.database, locator.schema ?? "", locator.table, locator.column, ...fieldOf(locator)].join(
        "\u0000",
      );
  }
}

// A column without fields has the key that it had before fields were read, so that its findings keep their ids.
const fieldOf = ({ field }: { readonly field?: string | undefined }): readonly string[] =>
  field === undefined ? [] : [field];

/** Returns a key of the table or file that a locator belongs to. */
export function entityKey(locator: Locator): string {
  switch (locator.kind) {
    case "file":
    case "field":
      return `file\u0000${locator.path}`;
    case "table":
    case "column":
      return ["table", locator.database, locator.schema ?? "", locator.table].join("\u0000");
  }
}

/** Returns the table or file of a locator for display: `shop.customers` for a table, the path for a file. */
export const entityText = (locator: Locator): string =>
  isInDatabase(locator) ? locationText({ ...locator, kind: "table", column: undefined }) : locator.path;

/** Returns the database of a locator, or the path of its file. */
export const systemOf = (locator: Locator): string => (isInDatabase(locator) ? locator.database : locator.path);

type DatabaseLocator = Extract<Locator, { readonly database: string }>;

export const isInDatabase = (locator: Locator): locator is DatabaseLocator =>
  locator.kind === "table" || locator.kind === "column";

/** Returns `shop` for `data/shop.db`. A placeholder is replaced with its default. */
export function databaseName(shown: string): string {
  const file = basename(shown.replace(/\$\{[A-Za-z_]\w*:-([^}]*)\}/g, "$1"));
  return file.slice(0, file.length - extname(file).length);
}
