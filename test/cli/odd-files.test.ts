import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

/** What may stand where a file is expected. */
const odd = ["pipe", "loop", "folder", "huge", "nul\0", "x".repeat(300), "/dev/zero"] as const;
let project: Project;
const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

beforeAll(async () => {
  project = makeProject("wct-odd-");
  execFileSync("mkfifo", [project.path("pipe"), project.path("graph.svg")]);
  symlinkSync("loop", project.path("loop"));
  mkdirSync(project.path("folder"));
  writeFileSync(project.path("huge"), "");
  truncateSync(project.path("huge"), 100e9);
  await cli("run", "shop.yaml", "-q");
}, 120_000);
afterAll(() => project[Symbol.dispose]());

describe.each([
  { place: "a runbook", args: (path: string) => ["validate", path] },
  { place: "a runbook to draw", args: (path: string) => ["visualise", `./${path}`.replace("./../", "../")] },
  { place: "--env-file", args: (path: string) => ["validate", "shop.yaml", "--env-file", path] },
  { place: "--plugin", args: (path: string) => ["processors", "--plugin", path.startsWith("/") ? path : `./${path}`] },
  { place: "a bundle", args: (path: string) => ["inspect", `./${path}`] },
  { place: "a bundle to import", args: (path: string) => ["runs", "import", path] },
  { place: "--baseline", args: (path: string) => ["check", "latest", "--fail-on", "new", "--baseline", `./${path}`] },
])("$place", ({ args }) => {
  test.each(odd)("that is %j is refused with a code", async (path) => {
    const { code, stdout, stderr } = await cli(...args(path));
    expect([2, 3]).toContain(code);
    expect(stderr).toMatch(/^error\[WCT_(?!INTERNAL)\w+\]: /);
    expect(stdout).toBe("");
  });
});

describe.each(odd)("a configuration that names %j", (path) => {
  test("where a file belongs is refused where it is written", async () => {
    if (path === "huge") return;
    project.write(
      "named.yaml",
      `name: N\ndescription: D\nartifacts:\n  db: { source: { type: sqlite, properties: { database_path: ${JSON.stringify(path)} } } }\n`,
    );
    const { code, stderr } = await cli("validate", "named.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain('error[WCT_COMPONENT_FILE_MISSING]: property "database_path"');
    expect(stderr).toContain("--> named.yaml:4:");
  });

  test("where a ruleset belongs is refused where it is written", async () => {
    const rules = `{ type: personal_data, properties: { ruleset: ${JSON.stringify(path)} } }`;
    project.write(
      "named.yaml",
      `name: N\ndescription: D\nartifacts:\n  texts: { source: { type: filesystem, properties: { path: texts } } }\n  found: { inputs: texts, process: ${rules} }\n`,
    );
    const { code, stderr } = await cli("validate", "named.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain("error[WCT_COMPONENT_RULESET_UNKNOWN]: ");
  });
});

test("a database of 100 GB is opened, and not read, for a plan that is only looked at", async () => {
  project.write(
    "large.yaml",
    "name: N\ndescription: D\nartifacts:\n  db: { source: { type: sqlite, properties: { database_path: huge } } }\n",
  );
  expect(await cli("validate", "large.yaml")).toMatchObject({ code: 0 });
  expect(await cli("visualise", "large.yaml")).toMatchObject({ code: 0 });
});

describe("an answer", () => {
  test("to a pipe that nobody reads is an error, and does not wait", async () => {
    expect(await cli("visualise", "latest", "-o", "graph.svg", "--force")).toMatchObject({
      code: 3,
      stderr:
        'error[WCT_EXPORT_WRITE_FAILED]: "graph.svg" cannot be written to: no program reads this pipe\n hint: start the reader first, or choose a file with -o\n',
    });
  });

  test("to a pipe that somebody reads arrives whole", async () => {
    const reader = await open(project.path("graph.svg"), "r+");
    try {
      expect(await cli("visualise", "latest", "-o", "graph.svg")).toMatchObject({ code: 0 });
      const { buffer, bytesRead } = await reader.read(Buffer.alloc(60_000));
      expect(buffer.toString("utf8", 0, bytesRead)).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    } finally {
      await reader.close();
    }
  });

  test.each(["loop", "folder", "x".repeat(300)])("to %j is refused with a code", async (path) => {
    const { code, stderr } = await cli("visualise", "latest", "--format", "dot", "-o", path, "--force");
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error\[WCT_EXPORT_WRITE_FAILED\]: /);
  });

  test("that is a starter never goes into a pipe", async () => {
    mkdirSync(project.path("start"));
    execFileSync("mkfifo", [project.path("start/runbook.yaml")]);
    const { code, stderr } = await cli("init", "--dir", "start", "--force");
    expect(code).toBe(3);
    expect(stderr).toContain('the runbook cannot be written: "start/runbook.yaml" is a pipe');
  });
});

test("a wct.yaml that leads in a circle is told, and not passed over", async () => {
  mkdirSync(project.path("inner"));
  symlinkSync("wct.yaml", project.path("inner/wct.yaml"));
  const { code, stderr } = await runCli(["processors"], { cwd: project.path("inner") });
  expect(code).toBe(2);
  expect(stderr).toContain('error[WCT_SETTINGS_UNREADABLE]: "wct.yaml" cannot be reached: its symbolic links');
});

describe("a path that leads through a file", () => {
  test.each([
    ["an output folder", ["export", "latest", "--format", "json", "--output", "shop.db/out"]],
    ["an answer", ["visualise", "latest", "-o", "shop.db/graph.svg"]],
    ["a report", ["report", "latest", "-o", "shop.db/report.html"]],
    ["a bundle", ["runs", "export", "latest", "shop.db/run.wctrun"]],
    ["a new project", ["init", "--dir", "shop.db/new"]],
    ["a store to make", ["run", "shop.yaml", "--store", "shop.db/store"]],
  ])("is told as such where it names %s", async (_, args) => {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^error\[WCT_(?!INTERNAL)\w+\]: .*(a part of its path is a file|a file of that name is there|a file is in the place of a folder)/,
    );
  });

  test("is told as such of the folder of outputs when a file stands in its place", async () => {
    const there = makeProject("wct-odd-");
    await runCli(["run", "shop.yaml", "-q", "--output", "elsewhere"], { cwd: there.dir });
    there.write("outputs", "");
    const { code, stderr } = await runCli(["export", "latest", "--format", "json"], { cwd: there.dir });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(
        /^error\[WCT_EXPORT_WRITE_FAILED\]: outputs cannot be written .* a part of its path is a file/,
      ),
    });
    there[Symbol.dispose]();
  });
});
