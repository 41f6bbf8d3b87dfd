import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { even, runShell } from "../support/debug-shell.ts";
import { makeProject, type Project } from "../support/project.ts";

const root = join(import.meta.dirname, "../..");
const page = join(root, "docs/guide/debug.md");

let project: Project;
beforeAll(() => {
  project = makeProject("wct-debug-guide-");
  cpSync(join(root, "examples/webshop"), project.path("examples/webshop"), { recursive: true });
});
afterAll(() => project[Symbol.dispose]());

const fence = /^```debug\n([\s\S]*?)^```$/gm;

/** The commands of a block: what follows a prompt, or everything before the block was written anew. */
const commandsIn = (block: string): readonly string[] => {
  const lines = block.trimEnd().split("\n");
  const prompted = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
  return prompted.length > 0 ? prompted : lines;
};

test("the session of the guide goes as the guide shows it", { timeout: 120_000 }, async () => {
  const text = readFileSync(page, "utf8");
  const blocks = [...text.matchAll(fence)].map(([, block = ""]) => block);
  const commands = blocks.flatMap(commandsIn);
  expect(commands.length).toBeGreaterThan(10);
  const result = await runShell({ cwd: project.dir, args: ["examples/webshop/broken.yaml"], commands });
  expect(result.code).toBe(0);
  const transcript = even(result.text, project.dir).split("\n\n")[0] ?? "";
  const [opening = "", ...steps] = transcript.trimEnd().split(/^(?=> )/m);
  let at = 0;
  const shown = blocks.map((block, place) => {
    const count = commandsIn(block).length;
    const own = steps.slice(at, at + count).join("");
    at += count;
    return `${place === 0 ? opening : ""}${own}`.trimEnd();
  });
  if (process.env["UPDATE_GOLDEN"] === "1") {
    let next = 0;
    writeFileSync(
      page,
      text.replace(fence, () => `\`\`\`debug\n${shown[next++]}\n\`\`\``),
    );
  } else expect(blocks.map((block) => block.trimEnd())).toEqual(shown);
});

test("every option that the guide names exists", async () => {
  const { text } = await runShell({ cwd: project.dir, args: ["--help"], commands: ["q"] });
  const named = [...readFileSync(page, "utf8").matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
  expect(named.filter((option) => !text.includes(option))).toEqual([]);
});
