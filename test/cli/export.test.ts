import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await cli("run", "shop.yaml", "-q", "--output", "of-the-run");
});
afterEach(() => {
  for (const made of ["later", "outputs", "all.json"]) rmSync(project.path(made), { recursive: true, force: true });
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test("writes the artifacts marked output, and prints their paths alone on stdout", async () => {
  const { code, stdout, stderr } = await cli("export", "latest", "--format", "json", "-o", "later");
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "later/all.json\n", stderr: "" });
  expect(readFileSync(project.path("later", "all.json"))).toEqual(readFileSync(project.path("of-the-run", "all.json")));
});

test("writes to a folder of the run when none is named", async () => {
  const { stdout } = await cli("export", "latest", "--format", "json");
  expect(stdout).toMatch(/^outputs\/run_\d{8}_\d{6}\/all\.json\n$/);
  expect(existsSync(project.path(stdout.trimEnd()))).toBe(true);
});

test("writes the artifacts that are named, marked or not", async () => {
  await cli("export", "latest", "texts", "all", "--format", "json", "-o", "later");
  expect(readdirSync(project.path("later"))).toEqual(["all.json", "texts.json"]);
});

test("leaves an existing file alone without --force", async () => {
  writeFileSync(project.path("all.json"), "mine");
  const args = ["export", "latest", "--format", "json", "-o", "."];
  const refused = await cli(...args);
  expectGolden("cli/export-existing.txt", transcript(args, refused, project.dir));
  expect(refused.code).toBe(2);
  expect(readFileSync(project.path("all.json"), "utf8")).toBe("mine");
  expect((await cli(...args, "--force")).code).toBe(0);
  expect(JSON.parse(readFileSync(project.path("all.json"), "utf8"))).toMatchObject({ schema: "standard_input:1.0.0" });
});

test.each([
  { name: "an unknown format", args: ["latest", "--format", "jsn"], code: 2 },
  { name: "a format that takes none of them", args: ["latest", "--format", "html"], code: 2 },
  { name: "no format", args: ["latest"], code: 2 },
  { name: "an unknown run", args: ["run_19991231_235959", "--format", "json"], code: 3 },
  { name: "an unknown artifact", args: ["latest", "al", "--format", "json"], code: 3 },
  { name: "a file in the place of the folder", args: ["latest", "--format", "json", "-o", "shop.db"], code: 3 },
])("$name is refused and nothing is written", async ({ name, args, code }) => {
  const before = readdirSync(project.dir);
  const result = await cli("export", ...args);
  expectGolden(
    `cli/refused/export-${name.replaceAll(" ", "-")}.txt`,
    transcript(["export", ...args], result, project.dir),
  );
  expect(result.code).toBe(code);
  expect(readdirSync(project.dir)).toEqual(before);
});

test("a run without outputs asks for artifacts", async () => {
  project.write("plain.yaml", readFileSync(project.path("shop.yaml"), "utf8").replace("output: true", "output: false"));
  await cli("run", "plain.yaml", "-q");
  const { code, stderr } = await cli("export", "latest", "--format", "json");
  expect(code).toBe(3);
  expect(stderr).toContain("is marked output: true");
});
