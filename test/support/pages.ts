import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { normalise, runCli } from "./cli.ts";
import { runShell } from "./debug-shell.ts";

export interface PageOptions {
  /** The Markdown file. */
  readonly page: string;
  /** The folder in which its commands are called. */
  readonly cwd: string;
  /** The file that a block of YAML stands for. */
  readonly yaml: string;
  /** Whether a line is called; the others are somebody else's programs. */
  readonly isCalled?: (line: string) => boolean;
  /** Exit codes that a page shows on purpose, by line. */
  readonly codes?: Readonly<Record<string, number>>;
}

/**
 * Does what a page says, block by block: YAML is written to its file, lines of `sh` are called, and a block of `text`
 * must be what the line before it printed. A block of `debug` is that, too, and what follows its prompts is typed into
 * that line. UPDATE_GOLDEN=1 writes the text anew. Gives the lines that were called.
 */
export async function expectTrue({ page, cwd, yaml, isCalled, codes }: PageOptions): Promise<readonly string[]> {
  const text = readFileSync(page, "utf8");
  const called: string[] = [];
  let printed = "";
  const pieces = text.split(/^(```\w+\n[\s\S]*?^```)$/m);
  for (const [place, piece] of pieces.entries()) {
    const [, kind, held = ""] = /^```(\w+)\n([\s\S]*?)```$/.exec(piece) ?? [];
    // A block may begin with the name of its own file.
    const named = /^# (\S+\.yaml)\n/.exec(held)?.[1];
    if (kind === "yaml") writeFileSync(join(cwd, named ?? yaml), held);
    const isPrinted = kind === "text" || kind === "debug";
    if (isPrinted && process.env["UPDATE_GOLDEN"] === "1") pieces[place] = `\`\`\`${kind}\n${printed}\`\`\``;
    else if (isPrinted) expect(even(held, cwd)).toBe(even(printed, cwd));
    if (kind !== "sh") continue;
    for (const line of held
      .trim()
      .split("\n")
      .filter((one) => (isCalled ?? isWct)(one))) {
      printed = await said(line, { cwd, expected: codes?.[line] ?? 0, typed: typedInto(pieces.slice(place + 1)) });
      called.push(line);
    }
  }
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(page, pieces.join(""));
  return called;
}

const isWct = (line: string): boolean => line.startsWith("npx wct ");

/** Returns the commands of the session that follows a line, if one does. */
function typedInto(following: readonly string[]): readonly string[] {
  const next = following.find((piece) => piece.startsWith("```")) ?? "";
  return next.startsWith("```debug") ? [...next.matchAll(/^> (.*)$/gm)].map(([, command = ""]) => command) : [];
}

interface Call {
  readonly cwd: string;
  readonly expected: number;
  readonly typed: readonly string[];
}

/** Calls a line as npx does; its exit code must be as given. What it says on stdout, or else on stderr. */
async function said(line: string, { cwd, expected, typed }: Call): Promise<string> {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  const env = { npm_command: "exec" };
  if (typed.length > 0) {
    const { code, text } = await runShell({ cwd, args: words.slice(3), commands: typed, env });
    expect({ line, code }).toEqual({ line, code: expected });
    return text;
  }
  const { code, stdout, stderr } = await runCli(words.slice(2), { cwd, env });
  expect({ line, code, stderr: code === expected ? "" : stderr }).toEqual({ line, code: expected, stderr: "" });
  return (stdout === "" ? stderr : stdout).replaceAll(`${cwd}/`, "").replaceAll(dirname(cwd), "");
}

/** Without what differs from run to run: times and figures, bars, and an order that depends on them. */
const even = (text: string, cwd: string): string =>
  normalise(text, cwd)
    .replaceAll(/\b[0-9a-f]{12}\b/g, "<digest>")
    // Offsets have decimals only while a run is short, so they count as any other figure.
    .replaceAll("<at>", "#")
    .replaceAll(/[█▏▎▍▌▋▊▉░▒]+/g, "")
    .replaceAll(/\d+(?:[.:,]\d+)*(?:ms|s|%|x)?(?= |\)|,|$)/gm, "#")
    // A duration that fills its column leaves no space before it once it is evened.
    .replaceAll("<took>", " <took>")
    .replaceAll(/ +/g, " ")
    .split("\n")
    .filter((line) => !/^Critical path|^Advice|^hand-over|→/.test(line))
    .toSorted()
    .join("\n");
