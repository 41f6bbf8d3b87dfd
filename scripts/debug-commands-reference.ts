// Writes docs/reference/debug-commands.md from the commands of the debugger's shell.
import { dirname, join } from "node:path";
import { shellCommands, usageOf } from "../src/cli/commands/debug/commands/index.ts";
import { markdownTable } from "./markdown-table.ts";

export const debugCommandsPath = join(dirname(import.meta.dirname), "docs", "reference", "debug-commands.md");

const introduction = `# Commands of the debugger

\`npm run docs\` generates this page; \`help\` in a session prints the same. [Debug a runbook](../guide/debug.md) shows sessions.

A unique prefix of a command is enough. An empty line repeats the last \`continue\` or \`next\`. A line that starts with \`#\` is a comment.`;

/** Returns the page as Markdown, with a final newline. */
export function debugCommandsReference(): string {
  const rows = shellCommands.map((one) => [
    `\`${usageOf(one)}\``,
    one.alias === null ? "" : `\`${one.alias}\``,
    one.about,
  ]);
  const sections = shellCommands
    .filter(({ details }) => details.length > 0)
    .map((one) => [`## ${one.name}`, `\`\`\`text\n${usageOf(one)}\n\`\`\``, ...one.details].join("\n\n"));
  return `${[introduction, markdownTable([["command", "short", "does"], ...rows]), ...sections].join("\n\n")}\n`;
}
