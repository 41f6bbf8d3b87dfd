import { type Table, toMarkdown } from "./table.ts";

/** The page that shows the figures, relative to the folder of the project. */
export const detectionPage = "docs/reference/detection.md";

/**
 * Puts tables into their places in the page, which lie between `<!-- figures ID -->` and `<!-- end -->`. What was not
 * measured keeps its figures. Throws an error for a table without a place.
 */
export function withFigures(page: string, tables: readonly Table[]): string {
  return tables.reduce((text, table) => {
    const begin = `<!-- figures ${table.id} -->`;
    const from = text.indexOf(begin);
    const to = text.indexOf("<!-- end -->", from);
    if (from < 0 || to < 0) throw new Error(`${detectionPage} has no place for the figures "${table.id}"`);
    return `${text.slice(0, from)}${begin}\n\n${toMarkdown(table)}\n\n${text.slice(to)}`;
  }, page);
}
