// Writes the table of requests in docs/reference/dap.md.
import { dirname, join } from "node:path";
import { requestHandlers } from "../src/dap/index.ts";
import { markdownTable } from "./markdown-table.ts";

const root = dirname(import.meta.dirname);
export const dapReferencePath = join(root, "docs", "reference", "dap.md");

const [begin, end] = ["<!-- table of requests, written by scripts/dap-reference.ts -->", "<!-- end of table -->"];

/** Returns the page with its table up to date. Throws if the page has no markers for the table. */
export function withRequests(page: string): string {
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before === -1 || after < before) throw new Error("docs/reference/dap.md has no place for the table");
  const rows = Object.entries(requestHandlers).map(([command, { about }]) => [`\`${command}\``, about]);
  return `${page.slice(0, before)}${begin}\n\n${markdownTable([["request", "what it does"], ...rows])}\n\n${page.slice(after)}`;
}
