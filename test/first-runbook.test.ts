import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { normalise, runCli } from "./support/cli.ts";
import { makeProject, type Project } from "./support/project.ts";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/guide/first-runbook.md");
const data = join(root, "examples/webshop/data");

let project: Project;
beforeAll(() => {
  project = makeProject("wct-guide-");
  cpSync(join(data, "shop.db"), project.path("shop.db"));
  cpSync(join(data, "files/exports"), project.path("exports"), { recursive: true });
});
afterAll(() => project[Symbol.dispose]());

interface Block {
  readonly kind: string;
  readonly text: string;
}

const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind = "", held = ""]) => ({ kind, text: held }));

/** Words of a command line; single quotes hold one together. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");

test("the guide to the first runbook does what it says, and prints what it shows", { timeout: 60_000 }, async () => {
  let cwd = project.dir;
  let printed = "";
  let shown = readFileSync(page, "utf8");
  for (const { kind, text } of blocksOf(shown)) {
    if (kind === "yaml") writeFileSync(join(cwd, "organisation.yaml"), text);
    if (kind === "text" && process.env["UPDATE_GOLDEN"] === "1")
      shown = shown.replace(`\`\`\`text\n${text}\`\`\``, () => `\`\`\`text\n${printed}\`\`\``);
    else if (kind === "text") expect(even(text)).toBe(even(printed));
    if (kind !== "sh") continue;
    for (const line of text.trim().split("\n")) {
      if (line.startsWith("cd ")) cwd = join(cwd, line.slice(3));
      else printed = await works(line, cwd);
    }
  }
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(page, shown);
});

/** Runs a line of the guide, and gives what it printed. */
async function works(line: string, cwd: string): Promise<string> {
  const [command = "", file] = line.split(" > ");
  const [npx, wct, ...args] = words(command);
  expect([npx, wct]).toEqual(["npx", "wct"]);
  const { code, stdout, stderr } = await runCli(args, { cwd });
  expect({ line, code, stderr: code === 0 ? "" : stderr }).toEqual({ line, code: 0, stderr: "" });
  if (file !== undefined) writeFileSync(join(cwd, file), stdout);
  return stdout;
}

/** Without what differs from run to run. */
const even = (text: string): string => normalise(text, project.dir).replaceAll(/ +/g, " ");
