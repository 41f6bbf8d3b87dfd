import { statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, runCli } from "../support/cli.ts";
import { writeMixedRunbook } from "../support/mixed-runbook.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
const cli = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: project.dir });
const json = async (...args: string[]) => JSON.parse((await cli(...args, "--json")).stdout);

let first: string;
let second: string;

beforeAll(async () => {
  project = makeProject();
  writeMixedRunbook(project);
  expect((await cli("run", "mixed.yaml", "-q", "--workers", "2")).code).toBe(1);
  writeMixedRunbook(project, [3, 19, 35]);
  expect((await cli("run", "mixed.yaml", "-q", "--workers", "2", "--resume", "latest")).code).toBe(1);
  const { runs } = await json("runs");
  [second, first] = runs.map(({ id }: { id: string }) => id);
}, 240_000);
afterAll(() => project[Symbol.dispose]());

test("runs tells how both ended", async () => {
  const { runs } = await json("runs");
  expect(runs.map(({ counts }: { counts: object }) => counts)).toEqual([
    { completed: 15, reused: 975, failed: 2, skipped: 8, optionalFailed: 1 },
    { completed: 975, reused: 0, failed: 5, skipped: 20, optionalFailed: 1 },
  ]);
});

test("what was skipped leads to what failed, from far down", async () => {
  const { code, stderr } = await cli("inspect", second, "d11_all_pii");
  expect(code).toBe(3);
  expect(stderr).toContain("it began with d11_files_2 → d11_pii_2 → d11_all_pii");
  expect(stderr).toContain(`\`wct inspect ${second} d11_files_2\``);
});

test("lineage goes on in the run that an artifact was reused from", async () => {
  const { madeFrom } = await json("inspect", second, "d4_pii_1", "--lineage");
  expect(madeFrom).toMatchObject([
    { run: first, link: "reused-from", children: [{ artifact: "d4_files_1", link: "input" }] },
  ]);
});

test("the timeline is about what worked, and explains every second of it", async () => {
  const { stdout } = await cli("timeline", second);
  expect(stdout.split("\n").length).toBeLessThan(40);
  expect(stdout).toMatch(/^00:00\.0+ ◆ +d0_files_0 … .+ \(975 reused\)$/m);
  const { boundingPath, totalMs } = await json("timeline", first);
  const sum = boundingPath.reduce((all: number, { durationMs }: { durationMs: number }) => all + durationMs, 0);
  expect(Math.abs(sum - totalMs)).toBeLessThan(totalMs / 1000);
});

test("the graph is put together where it is drawn, and whole where it is data", async () => {
  const text = await cli("visualise", second, "--format", "text");
  expect(text.stdout).toMatch(/1,000 artifacts are drawn as \d+ boxes/);
  const { nodes, edges } = await json("visualise", second);
  expect([nodes.length, edges.length]).toEqual([1000, 960]);
  const failed = await json("visualise", second, "--select", "status:failed+");
  expect(failed.nodes.map(({ status }: { status: string }) => status).sort()).toEqual(
    [2, 8].flatMap((count, place) => Array<string>(count).fill(["failed", "skipped"][place]!)),
  );
});

test("the difference is what was mended", async () => {
  const { code, stdout } = await cli("diff", first, second, "--exit-code", "--json");
  expect(code).toBe(1);
  const changed = JSON.parse(stdout).artifacts.filter(({ change }: { change: string }) => change !== "same");
  expect(changed).toHaveLength(15);
  expect(new Set(changed.map(({ id }: { id: string }) => id.split("_")[0]))).toEqual(new Set(["d3", "d19", "d35"]));
});

test("the report holds all of it below 3 MB", async () => {
  expect((await cli("report", second, "-o", "mixed.html")).code).toBe(0);
  expect(statSync(project.path("mixed.html")).size).toBeLessThan(3_000_000);
});

test("a bundle says what the store says", async () => {
  await cli("runs", "export", second, "mixed.wctrun");
  for (const command of [["inspect"], ["timeline", "-v"], ["visualise", "--format", "mermaid"], ["replay"]]) {
    const [name = "", ...options] = command;
    const [here, there] = [await cli(name, second, ...options), await cli(name, "mixed.wctrun", ...options)];
    expect(there.stdout).toBe(here.stdout);
  }
});
