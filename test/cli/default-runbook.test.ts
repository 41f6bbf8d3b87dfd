import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const told = "using shop.yaml, which wct.yaml names\n";

test.each([
  ["validate", "shop.yaml  valid"],
  ["visualise", "graph TD"],
  ["run --dry-run", "shop.yaml"],
])("wct %s without a runbook uses the one that wct.yaml names, and says so on stderr", async (line, answer) => {
  writeFileSync(project.path("wct.yaml"), "runbook: shop.yaml\n");
  const args = line.split(" ");
  const result = await cli(...args);
  expect(result).toMatchObject({ code: 0, stderr: told });
  expect(result.stdout).toContain(answer);
  expect((await cli(...args, "-q")).stderr).toBe("");
  const json = await cli(...args, "--json");
  expect(json).toMatchObject({ code: 0, stderr: told });
  expect(() => JSON.parse(json.stdout)).not.toThrow();
});

test("wct run and wct debug without a runbook use the same one", async () => {
  writeFileSync(project.path("wct.yaml"), "runbook: shop.yaml\n");
  const run = await cli("run");
  expect(run.code).toBe(0);
  expect(run.stderr.startsWith(told)).toBe(true);
  writeFileSync(project.path("end.txt"), "quit\n");
  expect((await cli("debug", "--commands", "end.txt")).stderr).toContain(told);
}, 60_000);

test.each(["run", "validate", "visualise", "debug"])("wct %s without any runbook says what to do", async (command) => {
  const { code, stdout, stderr } = await cli(command);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain('error[WCT_RUNBOOK_NOT_FOUND]: no runbook is named, and there is no "runbook.yaml" here\n');
});

test("with --json the error is a Diagnostics object that has the location in wct.yaml", async () => {
  writeFileSync(project.path("wct.yaml"), "runbook: shopp.yaml\n");
  const { code, stdout } = await cli("run", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(stdout).diagnostics).toMatchObject([
    { code: "WCT_RUNBOOK_NOT_FOUND", hint: 'did you mean "shop.yaml"?', location: { file: "wct.yaml", line: 1 } },
  ]);
});
