import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { endingCalls } from "../support/ending-calls.ts";
import { program } from "../support/program.ts";
import { makeProject, type Project } from "../support/project.ts";

const watch = join(import.meta.dirname, "../support/how-it-ends.mjs");
let project: Project;
let first: string;

beforeAll(async () => {
  project = makeProject("wct-ending-");
  await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
  first = JSON.parse((await runCli(["runs", "--json"], { cwd: project.dir })).stdout).runs[0].id;
  await runCli(["runs", "export", "latest", "run.wctrun", "-q"], { cwd: project.dir });
}, 120_000);
afterAll(() => project[Symbol.dispose]());

/** Starts the program with a preload that writes how it ends. */
async function call(args: readonly string[]) {
  const file = project.path(`ending-${randomUUID()}.txt`);
  const env = { NODE_OPTIONS: `--import ${watch}`, WCT_TEST_ENDING: file };
  const { code, signal, stdout, stderr } = await spawnCli(args, { cwd: project.dir, env }).ended;
  return { code, signal, stdout, stderr, how: readFileSync(file, "utf8") };
}

test.each(endingCalls)(
  "wct $args ends because nothing keeps its event loop",
  { timeout: 120_000 },
  async ({ args, code }) => {
    const named = args.map((one) => (one === "first" ? first : one));
    expect(await call(named)).toMatchObject({ code, how: "idle\n" });
  },
);

test("what a plugin leaves open does not keep the program, and the code stays", { timeout: 120_000 }, async () => {
  project.write("open.mjs", `setInterval(() => {}, 1000);\n${plugin("open")}`);
  const ended = await call(["processors", "--plugin", "./open.mjs"]);
  expect(ended).toMatchObject({ code: 0, how: expect.stringMatching(/^forced .*Timeout\n$/) });
  expect(ended.stdout).toContain("personal_data");
});

test("an exception that nobody catches ends with 70 and a report", { timeout: 120_000 }, async () => {
  project.write("stray.mjs", `setImmediate(() => { throw new Error("of a callback"); });\n${plugin("stray")}`);
  const { code, stderr } = await call(["processors", "--plugin", "./stray.mjs"]);
  expect(code).toBe(70);
  expect(stderr).toMatch(/^error\[WCT_INTERNAL\]: this is a bug in wct\nError: of a callback\n/);
});

test("a plugin that ends the process later ends it with its code", { timeout: 120_000 }, async () => {
  project.write("later.mjs", `process.on("beforeExit", () => process.exit(9));\n${plugin("later")}`);
  expect(await call(["run", "shop.yaml", "--plugin", "./later.mjs"])).toMatchObject({
    code: 9,
    how: expect.stringMatching(/^idle\nforced /),
  });
});

test("a reader that is slow gets all of it", { timeout: 60_000 }, async () => {
  project.write("texts/long.txt", "Ada Example writes to ada@example.org and to nobody else\n".repeat(40_000));
  await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
  const args = [program, "inspect", "latest", "texts", "--raw"];
  const child = spawn(process.execPath, args, { cwd: project.dir, stdio: ["ignore", "pipe", "ignore"] });
  let length = 0;
  for await (const chunk of child.stdout) {
    length += chunk.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(length).toBeGreaterThan(40_000 * 50);
});

test("Ctrl-C is heard while a file of 100 GB is hashed", { timeout: 120_000 }, async () => {
  writeFileSync(project.path("huge.db"), "");
  truncateSync(project.path("huge.db"), 100e9);
  project.write(
    "huge.yaml",
    "name: N\ndescription: D\nartifacts:\n  db: { source: { type: sqlite, properties: { database_path: huge.db } } }\n",
  );
  const { child, says, ended } = spawnCli(["run", "huge.yaml"], { cwd: project.dir });
  await says("reading huge.db, 100.0 GB\n");
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: 130, stdout: "" });
});

const contract = join(import.meta.dirname, "../../src/plugin/index.ts");
const plugin = (name: string): string =>
  `import { definePlugin } from "${contract}";\nexport default definePlugin({ name: "wct-${name}", version: "1.0.0", wct: "^0.1.0", components: [] });\n`;
