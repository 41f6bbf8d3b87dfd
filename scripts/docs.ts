// `npm run docs`: writes every page, and every part of a page, that is generated from the program.
import { readFileSync, writeFileSync } from "node:fs";
import { commandsReference, commandsReferencePath } from "./commands-reference.ts";
import { conditionsReferencePath, withVariableTables } from "./conditions-reference.ts";
import { dapReferencePath, withRequests } from "./dap-reference.ts";
import { debugCommandsPath, debugCommandsReference } from "./debug-commands-reference.ts";
import { dependenciesPath, dependenciesReference } from "./dependencies-reference.ts";
import { errorsReference, errorsReferencePath } from "./errors-reference.ts";
import { jsonReferencePath, withTable, writeSchemas } from "./json-schemas.ts";
import {
  componentsReference,
  componentsReferencePath,
  schemasReference,
  schemasReferencePath,
} from "./registry-reference.ts";
import { runbookReferencePath, withKeyTables } from "./runbook-reference.ts";

export interface GeneratedPage {
  readonly path: string;
  /** Returns the page as it must be, with a final newline. */
  readonly text: () => Promise<string> | string;
}

export const generatedPages: readonly GeneratedPage[] = [
  { path: commandsReferencePath, text: commandsReference },
  { path: debugCommandsPath, text: debugCommandsReference },
  { path: runbookReferencePath, text: () => withKeyTables(readFileSync(runbookReferencePath, "utf8")) },
  { path: componentsReferencePath, text: componentsReference },
  { path: schemasReferencePath, text: schemasReference },
  { path: conditionsReferencePath, text: () => withVariableTables(readFileSync(conditionsReferencePath, "utf8")) },
  { path: errorsReferencePath, text: errorsReference },
  { path: jsonReferencePath, text: () => withTable(readFileSync(jsonReferencePath, "utf8")) },
  { path: dapReferencePath, text: () => withRequests(readFileSync(dapReferencePath, "utf8")) },
  { path: dependenciesPath, text: dependenciesReference },
];

if (import.meta.main) {
  writeSchemas();
  for (const { path, text } of generatedPages) writeFileSync(path, await text());
}
