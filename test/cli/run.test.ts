import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const runOf = (stdout: string): string => /run_\d{8}_\d{6}/.exec(stdout)?.[0] ?? "none";

test("prints the summary on stdout and the events on stderr", async () => {
  const args = ["run", "shop.yaml"];
  const result = await cli(...args);
  expectGolden("cli/run.txt", transcript(args, result, project.dir));
  expect(result.code).toBe(0);
});

test("a failed artifact makes the exit code 1 and skips what depends on it", async () => {
  const args = ["run", "failing.yaml"];
  const result = await cli(...args);
  expectGolden("cli/run-failing.txt", transcript(args, result, project.dir));
  expect(result.code).toBe(1);
});

test("a failed optional artifact leaves the exit code 0 and is told", async () => {
  const { code, stdout } = await cli("run", "optional.yaml", "--quiet");
  expect(code).toBe(0);
  expect(stdout).toContain("1 failed (1 optional)");
});

test("--quiet leaves stderr empty when nothing went wrong", async () => {
  const { code, stderr } = await cli("run", "shop.yaml", "-q");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("--json writes the events line by line and the run last", async () => {
  const { code, stdout } = await cli("run", "shop.yaml", "--json");
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines.slice(0, -1).map((event) => event.seq)).toEqual(lines.slice(0, -1).map((_, i) => i + 1));
  expect(lines[0].type).toBe("run.started");
  expect(lines.at(-2).type).toBe("run.finished");
  expect(lines.at(-1)).toMatchObject({ apiVersion: "wct/v1", kind: "Run", status: "completed" });
});

test("--json of an invalid runbook is one line with all diagnostics", async () => {
  const { code, stdout } = await cli("run", "invalid.yaml", "--json");
  expect(code).toBe(2);
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "Diagnostics" });
});

test("outputs go to a folder of the run that only its owner may enter", async () => {
  const { stdout } = await cli("run", "shop.yaml");
  const folder = project.path("outputs", runOf(stdout));
  expect(readdirSync(folder)).toEqual(["all.json"]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(project.path("outputs", ".gitignore"), "utf8")).toBe("*\n");
});

test("--output and --export choose folder and format", async () => {
  const { code } = await cli("run", "shop.yaml", "--output", "handed over", "--export", "json");
  expect(code).toBe(0);
  expect(readdirSync(project.path("handed over"))).toEqual(["all.json"]);
  expect(existsSync(project.path("outputs"))).toBe(false);
});

test("--store and WCT_STORE choose the store, the option first", async () => {
  const env = { WCT_STORE: "by-variable" };
  await runCli(["run", "shop.yaml", "-q", "--store", "by-option"], { cwd: project.dir, env });
  await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir, env });
  expect(existsSync(project.path("by-option", "store.db"))).toBe(true);
  expect(existsSync(project.path("by-variable", "store.db"))).toBe(true);
  expect(existsSync(project.path(".wct"))).toBe(false);
});

test("the store stands beside the nearest wct.yaml upwards", async () => {
  project.write("wct.yaml", "");
  const { code } = await runCli(["run", "../shop.yaml", "-q"], { cwd: project.path("texts") });
  expect(code).toBe(0);
  expect(existsSync(project.path(".wct", "store.db"))).toBe(true);
});

test("--env-file gives variables, and the environment's own go first", async () => {
  project.write(
    "of-env.yaml",
    readFileSync(project.path("shop.yaml"), "utf8").replace("path: texts", 'path: "${TEXTS}"'),
  );
  project.write("variables", "TEXTS=nowhere\n");
  const args = ["run", "of-env.yaml", "-q", "--env-file", "variables"];
  expect((await cli(...args)).code).toBe(2);
  expect((await runCli(args, { cwd: project.dir, env: { TEXTS: "texts" } })).code).toBe(0);
  project.write("variables", "TEXTS=texts\n");
  expect((await cli(...args)).code).toBe(0);
});

const refused = [
  { name: "an invalid runbook", args: ["run", "invalid.yaml"], code: 2 },
  { name: "an unknown export format", args: ["run", "shop.yaml", "--export", "jsn"], code: 2 },
  { name: "a format that takes none of the outputs", args: ["run", "shop.yaml", "--export", "html"], code: 2 },
  { name: "a missing runbook", args: ["run", "none.yaml"], code: 2 },
  { name: "a folder as the runbook", args: ["run", "texts"], code: 2 },
  { name: "a missing --env-file", args: ["run", "shop.yaml", "--env-file", "none"], code: 2 },
  { name: "an output folder that cannot be made", args: ["run", "shop.yaml", "--output", "shop.yaml/out"], code: 3 },
  { name: "a file in the place of the output folder", args: ["run", "shop.yaml", "--output", "shop.db"], code: 3 },
] as const;

test.each(refused)("$name is refused before anything is written", async ({ name, args, code }) => {
  const before = readdirSync(project.dir);
  const result = await cli(...args);
  expectGolden(`cli/refused/${name.replaceAll(" ", "-")}.txt`, transcript(args, result, project.dir));
  expect(result.code).toBe(code);
  expect(readdirSync(project.dir)).toEqual(before);
});

test("-q prints nothing of a run that completes, and what went wrong of one that does not", async () => {
  const dir = { cwd: project.dir };
  expect(await runCli(["run", "shop.yaml", "-q", "--store", "quiet"], dir)).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
  const failed = await runCli(["run", "failing.yaml", "-q", "--store", "quiet"], dir);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain("failed: ");
});
