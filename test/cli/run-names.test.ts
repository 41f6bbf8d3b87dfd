import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
/** Of shop.yaml, failing.yaml, shop.yaml and shop.yaml, in this order. */
let ids: readonly string[];
const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const at = (place: number): string => ids[place] ?? "";

beforeAll(async () => {
  project = makeProject("wct-names-");
  for (const runbook of ["shop.yaml", "failing.yaml", "shop.yaml", "shop.yaml"]) await cli("run", runbook, "-q");
  const { stdout } = await cli("runs", "--json");
  ids = JSON.parse(stdout)
    .runs.map(({ id }: { readonly id: string }) => id)
    .toReversed();
  await cli("runs", "export", at(3), "newest.wctrun", "-q");
}, 180_000);
afterAll(() => project[Symbol.dispose]());

test.each([
  [["latest"], [2, 3]],
  [
    ["previous", "latest"],
    [2, 3],
  ],
  [
    ["latest", "previous"],
    [3, 2],
  ],
  [
    ["previous", "latest~1"],
    [0, 2],
  ],
  [
    ["latest~2", "latest:completed~1"],
    [1, 2],
  ],
  [["newest.wctrun"], [2, 3]],
] as const)("wct diff %j compares the runs that it means", async (names, places) => {
  const { stdout } = await cli("diff", ...names, "--json");
  const { before, after } = JSON.parse(stdout);
  expect([before.id, after.id]).toEqual(places.map(at));
});

test("without a run before there is nothing to compare to, and it is said of which runbook", async () => {
  const { code, stderr } = await cli("diff", "latest:failed");
  expect(code).toBe(3);
  expect(stderr).toContain(`error[WCT_RUN_NOT_FOUND]: no run of "failing.yaml" before ${at(1)} is recorded here`);
});

describe("a run compared to itself is a warning", () => {
  test.each([
    ["latest", "latest", '"latest" is named twice'],
    ["latest:completed", "latest", '"latest:completed" and "latest" are the same run'],
    ["latest~0", "newest.wctrun", '"latest~0" and "newest.wctrun" are the same run'],
  ])("as %s and %s", async (before, after, said) => {
    const { code, stderr } = await cli("diff", before, after);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `warning[WCT_RUN_COMPARED_TO_ITSELF]: ${said}, ${at(3)}: nothing can differ\n hint: compare it with the previous run: \`wct diff previous ${after}\`\n`,
    );
  });

  test("as the baseline of a check", async () => {
    const check = (baseline: string) => cli("check", at(3), "--fail-on", "record.gaps > 0", "--baseline", baseline);
    expect((await check("latest")).stderr).toContain("warning[WCT_RUN_COMPARED_TO_ITSELF]: ");
    expect((await check("previous")).stderr).not.toContain("warning");
  });

  test("but not with -q, and not between two runs", async () => {
    expect((await cli("diff", "latest", "latest", "-q")).stderr).toBe("");
    expect((await cli("diff", "previous", "latest")).stderr).toBe("");
  });
});
