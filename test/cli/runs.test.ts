import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  for (const name of ["shop.yaml", "failing.yaml", "shop.yaml", "optional.yaml"]) await cli("run", name, "-q");
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const listed = async (...args: string[]): Promise<readonly string[]> =>
  JSON.parse((await cli("runs", ...args, "--json")).stdout).runs.map(
    ({ runbook, status }: { runbook: { path: string }; status: string }) => `${runbook.path} ${status}`,
  );

test.each([
  [[], ["optional.yaml completed", "shop.yaml completed", "failing.yaml failed", "shop.yaml completed"]],
  [
    ["--status", "completed", "--limit", "2"],
    ["optional.yaml completed", "shop.yaml completed"],
  ],
  [
    ["--runbook", "shop.yaml"],
    ["shop.yaml completed", "shop.yaml completed"],
  ],
  [["--runbook", "broken database"], ["failing.yaml failed"]],
  [["--runbook", "Shop", "--status", "failed"], ["failing.yaml failed"]],
  [["--runbook", "shop.yaml", "--status", "failed"], []],
  // What is left out by one filter does not count for the limit.
  [
    ["--runbook", "shop.yaml", "--since", "1h", "--limit", "2"],
    ["shop.yaml completed", "shop.yaml completed"],
  ],
  [["--status", "failed", "--limit", "1"], ["failing.yaml failed"]],
  [["--since", "2999-01-01"], []],
])("runs %j lists %j", async (args, expected) => {
  expect(await listed(...args)).toEqual(expected);
});

test("filters that mean nothing are mistakes", async () => {
  for (const args of [
    ["--limit", "0"],
    ["--since", "soon"],
    ["--status", "done"],
  ]) {
    expect(await cli("runs", ...args)).toMatchObject({ code: 2, stdout: "" });
  }
});
