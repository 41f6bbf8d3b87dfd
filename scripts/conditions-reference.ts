// Writes the tables of docs/reference/conditions.md from the declared variables. The rest of the page is written by hand.
import { dirname, join } from "node:path";
import { type DeclaredField, declaredTypes, declaredVariables } from "../src/debug/index.ts";
import { markdownTable } from "./markdown-table.ts";

export const conditionsReferencePath = join(dirname(import.meta.dirname), "docs", "reference", "conditions.md");

/** Returns the page with its tables up to date. Throws if the page has no markers for a table. */
export function withVariableTables(page: string): string {
  const tables: Readonly<Record<string, Readonly<Record<string, DeclaredField>>>> = {
    variables: declaredVariables,
    ...declaredTypes,
  };
  return Object.entries(tables).reduce((text, [name, fields]) => withTable(text, name, tableOf(fields)), page);
}

function tableOf(fields: Readonly<Record<string, DeclaredField>>): string {
  const rows = Object.entries(fields).map(([name, { type, about }]) => [
    `\`${name}\``,
    type === "dyn" ? "any" : `\`${type}\``,
    about,
  ]);
  return markdownTable([["name", "type", "what it is"], ...rows]);
}

function withTable(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- table of ${name}, written by \`npm run docs\` -->`, `<!-- end of ${name} -->`];
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before === -1 || after < before) throw new Error(`docs/reference/conditions.md has no place for ${name}`);
  return `${page.slice(0, before)}${begin}\n\n${table}\n\n${page.slice(after)}`;
}
