import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processIo } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { type CliOptions, closingSink, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  for (let i = 0; i < 7; i++) project.write(`texts/more-${i}.txt`, "long words ".repeat(100));
  await cli(["run", "shop.yaml", "-q"]);
  await cli(["run", "failing.yaml", "-q"]);
});
afterAll(() => project[Symbol.dispose]());

const cli = (args: readonly string[], options: Omit<CliOptions, "cwd"> = {}) =>
  runCli(args, { cwd: project.dir, ...options });
const escapeSequence = "\u001b[";

describe("colour", () => {
  const commands = [
    ["runs"],
    ["inspect", "latest"],
    ["validate", "invalid.yaml"],
    ["run", "failing.yaml", "-q", "--store", "other"],
  ];

  test.each(commands)("wct %s %s is coloured on a terminal", async (...args: string[]) => {
    const { stdout, stderr } = await cli(args, { terminal: true });
    expect(stdout + stderr).toContain(escapeSequence);
  });

  test.each(commands)(
    "wct %s %s is plain off a terminal, with --no-color and with NO_COLOR",
    async (...args: string[]) => {
      const plain = [
        await cli(args),
        await cli([...args, "--no-color"], { terminal: true }),
        await cli(args, { terminal: true, env: { NO_COLOR: "1" } }),
      ];
      for (const { stdout, stderr } of plain) expect(stdout + stderr).not.toContain(escapeSequence);
    },
  );

  test("an error before any command is plain with --no-color too", async () => {
    expect((await cli(["inspect", "nothing"], { terminal: true })).stderr).toContain(escapeSequence);
    expect((await cli(["inspect", "nothing", "--no-color"], { terminal: true })).stderr).not.toContain(escapeSequence);
  });

  test("an empty NO_COLOR counts as not set", async () => {
    expect((await cli(["runs"], { terminal: true, env: { NO_COLOR: "" } })).stdout).toContain(escapeSequence);
  });
});

test("a terminal gets the counts and the first elements as rows, and how many are left out", async () => {
  for (let i = 0; i < 5; i++) project.write(`texts/further-${i}.txt`, "short");
  await cli(["run", "shop.yaml", "-q", "--store", "counted"]);
  const args = ["inspect", "latest", "texts", "--store", "counted", "--no-color"];
  const { stdout, stderr } = await cli(args, { terminal: true });
  const [counts, blank, head, ...rows] = stdout.trimEnd().split("\n");
  expect(counts).toMatch(/^texts: 14 items, 14 files, [\d,]+ bytes; standard_input:1\.0\.0, [\d.]+ KB$/);
  expect([blank, head?.startsWith("id "), rows.length]).toEqual(["", true, 10]);
  expect(stderr).toContain("4 of 14 elements not shown");
});

test("--head shows a terminal elements in full, shortened, and how many are left out", async () => {
  const args = ["inspect", "latest:completed", "texts", "--head", "5"];
  const { stdout, stderr } = await cli(args, { terminal: true });
  expect(JSON.parse(stdout).content.items).toHaveLength(5);
  expect(stdout).toContain("more characters)");
  expect(stderr).toContain("4 of 9 elements not shown");
});

test("a pipe gets everything", async () => {
  const { stdout, stderr } = await cli(["inspect", "latest:completed", "texts"]);
  expect(JSON.parse(stdout).content.items).toHaveLength(9);
  expect(stdout).not.toContain("more characters)");
  expect(stderr).toBe("");
});

test("--ascii keeps the tables of ASCII letters", async () => {
  for (const args of [["runs"], ["inspect", "latest"]]) {
    const { code, stdout } = await cli([...args, "--ascii"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[\n -~]*$/);
  }
});

test("control characters of a runbook's path are shown, not sent to the terminal", async () => {
  const path = "red\u001b[31m.yaml";
  project.write(
    path,
    "name: N\ndescription: D\nartifacts:\n  a:\n    source: { type: filesystem, properties: { path: texts } }\n",
  );
  await cli(["run", path, "-q", "--store", "odd"]);
  const { stdout } = await cli(["runs", "--store", "odd"]);
  expect(stdout).toContain("red\\u001b[31m.yaml");
});

test("control characters of an argument are shown, not sent to the terminal", async () => {
  const { stderr } = await cli(["inspect", "\u001b]0;title\u0007"]);
  expect(stderr).not.toContain("\u001b");
});

test.each([
  [["validate", "invalid.yaml", "shop.yaml"], 2],
  [["validate", "shop.yaml", "shop.yaml"], 0],
  [["verify"], 0],
  [["diff", "latest:completed", "latest:failed", "--exit-code"], 1],
])("a reader that has gone away takes nothing from the code that is the answer: %j", async (args, code) => {
  await cli(["run", "failing.yaml", "-q"]);
  const io = {
    ...processIo(),
    cwd: project.dir,
    env: new Map(),
    stdout: closingSink(0).sink,
    stderr: closingSink(9).sink,
  };
  expect(await main(args, io)).toBe(code);
});

test("a reader that has gone away ends the command quietly with 0", async () => {
  const stdout = closingSink(1);
  const stderr = closingSink(Number.POSITIVE_INFINITY);
  const io = { ...processIo(), cwd: project.dir, env: new Map(), stdout: stdout.sink, stderr: stderr.sink };
  expect(await main(["inspect", "latest:completed", "texts"], io)).toBe(0);
  expect(stdout.text()).not.toBe("");
  expect(stderr.text()).toBe("");
});

test("a line break in a path begins no line of the output, and no command of GitHub Actions", async () => {
  const folder = "a\n::error::boo";
  project.write(
    `${folder}/r.yaml`,
    readFileSync(project.path("shop.yaml"), "utf8").replace("path: texts", "path: ../texts"),
  );
  const at = (name: string): string => join(folder, name);
  for (const args of [
    ["validate", at("r.yaml")],
    ["visualise", "shop.yaml", "-o", at("graph.svg")],
    ["report", "latest:completed", "-o", at("report.html")],
    ["export", "latest:completed", "--format", "json", "--output", at("out")],
    ["runs", "export", "latest:completed", at("run.wctrun")],
    ["init", "shop.db", "--dir", at("new")],
    ["init", "--plugin", at("plugin")],
  ]) {
    const { code, stdout, stderr } = await cli(args);
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).not.toMatch(/^::error/m);
    expect(stdout + stderr).toContain("a\\n::error");
  }
});
