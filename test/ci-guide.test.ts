import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { runCli } from "./support/cli.ts";
import { makeProject, type Project } from "./support/project.ts";

const guide = readFileSync(join(import.meta.dirname, "..", "docs", "guide", "ci.md"), "utf8");
const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, block = ""]) => block);

interface Step {
  readonly run?: string;
  readonly uses?: string;
}

const [workflow, further] = blocks("yaml").map((text) => parse(text));
const steps: readonly Step[] = [...workflow.jobs.check.steps, ...further.steps];
const commands = [
  ...blocks("sh").flatMap((block) => block.trim().split("\n")),
  ...steps.flatMap(({ run }) => run ?? []),
]
  .filter((line) => line.startsWith("npx wct "))
  .map((line) => line.replace("npx wct ", "").split(" "));

let project: Project;
beforeAll(() => {
  project = makeProject();
  project.write(
    "runbook.yaml",
    `name: Small shop
description: Findings of a small database
artifacts:
  shop:
    source: { type: sqlite, properties: { database_path: shop.db } }
  personal_data:
    inputs: [shop]
    process: { type: personal_data }
    output: true
`,
  );
  for (const file of ["runbook.yaml", "shop.db"]) cpSync(project.path(file), project.path("base", file));
});
afterAll(() => project[Symbol.dispose]());

test("the workflow asks for no more than reading, and every step does something", () => {
  expect(workflow.permissions).toEqual({ contents: "read" });
  for (const step of steps) expect(Object.keys(step).some((key) => key === "run" || key === "uses")).toBe(true);
});

test("every command of the guide works, in the order in which it stands there", { timeout: 60_000 }, async () => {
  expect(commands.length).toBeGreaterThan(8);
  const summary = project.path("summary.md");
  for (const args of commands) {
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: project.dir };
    const { code, stderr } = await runCli(args, { cwd: project.dir, env });
    expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
  }
  expect(readFileSync(summary, "utf8")).toContain("passed");
  expect(readFileSync(project.path("difference.md"), "utf8")).toContain("No artifact differs.");
});

test("the guide names every field that a condition may ask", () => {
  const source = readFileSync(join(import.meta.dirname, "..", "src", "run", "policy", "expression.ts"), "utf8");
  const typesOf = (name: string) =>
    new RegExp(`const ${name}Types = \\{([\\s\\S]*?)\\} as const`).exec(source)?.[1] ?? "";
  for (const name of ["finding", "record"]) {
    const fields = [...typesOf(name).matchAll(/^ {2}(\w+):/gm)].map(([, field]) => `\`${name}.${field}\``);
    expect(fields.length).toBeGreaterThan(3);
    expect(fields.filter((field) => !guide.includes(field))).toEqual([]);
  }
});
