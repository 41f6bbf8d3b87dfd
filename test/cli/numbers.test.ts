import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-numbers-");
  project.write("r.yaml", "name: N\ndescription: D\nartifacts: { a: { source: { type: filesystem } } }\n");
});
afterEach(() => project[Symbol.dispose]());

test.each([
  ["--workers", "999999999", "write a whole number from 1 to 1024"],
  ["--max-concurrency", "999999999", "write a whole number from 1 to 10000000"],
  ["--worker-memory", "999999999", "write a whole number from 64 to 1048576"],
  ["--timeout", "9".repeat(400), "write a number of seconds above 0, at most 1000000000"],
])("a number that no run can have is refused on the command line: %s", async (option, value, said) => {
  const { code, stderr } = await runCli(["run", "r.yaml", option, value], { cwd: project.dir });
  expect(code).toBe(2);
  expect(stderr).toContain(`hint: ${said}\n`);
});
