// `npm run docs`: writes every page, and every part of a page, that is made from the program itself.
import { readFileSync, writeFileSync } from "node:fs";
import { dependenciesPath, dependenciesReference } from "./dependencies-reference.ts";
import { errorsReference, errorsReferencePath } from "./errors-reference.ts";
import { jsonReferencePath, withTable, writeSchemas } from "./json-schemas.ts";

export interface GeneratedPage {
  readonly path: string;
  /** The page as it must be, ending in a newline. */
  readonly text: () => Promise<string> | string;
}

export const generatedPages: readonly GeneratedPage[] = [
  { path: errorsReferencePath, text: errorsReference },
  { path: jsonReferencePath, text: () => withTable(readFileSync(jsonReferencePath, "utf8")) },
  { path: dependenciesPath, text: dependenciesReference },
];

if (import.meta.main) {
  writeSchemas();
  for (const { path, text } of generatedPages) writeFileSync(path, await text());
}
