import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withoutColors } from "../../src/diagnostics/index.ts";
import { textWidth } from "../../src/render/index.ts";
import { type CliOptions, runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";
import { expectShape } from "../support/shapes.ts";

const runbook = (score: number): string => `name: Shop
description: Two sources and what they hold
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  shop:
    source: { type: sqlite, properties: { database_path: shop.db } }
  found:
    inputs: [texts, shop]
    process: { type: personal_data, properties: { min_score: ${score} } }
  subjects:
    inputs: [texts, shop]
    process: { type: data_subject }
  copy:
    inputs: found
    output: true
`;

let project: Project;
beforeAll(() => {
  project = makeProject();
  project.write("dry.yaml", runbook(0.1));
});
afterAll(() => project[Symbol.dispose]());

const at = (options: Partial<CliOptions> = {}): CliOptions => ({ cwd: project.dir, ...options });
const cli = (...args: readonly string[]) => runCli(args, at());
const dry = (...args: readonly string[]) => cli("run", "dry.yaml", "--dry-run", ...args);
const json = async (...args: readonly string[]) => JSON.parse((await dry(...args, "--json")).stdout);

describe("before any run", () => {
  test("the plan and the data flow are printed, and fit the terminal", async () => {
    for (const columns of [60, 80, 200]) {
      const args = ["run", "dry.yaml", "--dry-run"];
      const result = await runCli(args, at({ terminal: true, columns, env: { NO_COLOR: "1" } }));
      expectGolden(`cli/dry-run-${columns}.txt`, transcript(args, result, project.dir));
      for (const line of result.stdout.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test("only ASCII is printed with --ascii, and colours change nothing else", async () => {
    const { stdout } = await dry("--ascii");
    expect(stdout).toMatch(/^[\n -~]+$/);
    const colored = await runCli(["run", "dry.yaml", "--dry-run", "--ascii"], at({ terminal: true, columns: 200 }));
    expect(withoutColors(colored.stdout)).toBe(stdout);
  });

  test("JSON has the declared shape, and the order of the scheduler", async () => {
    const view = await json();
    expectShape("DryRun", view);
    expect(view.artifacts.map(({ id, step }: { id: string; step: number }) => [step, id])).toEqual([
      [1, "texts"],
      [1, "shop"],
      [2, "found"],
      [2, "subjects"],
      [3, "copy"],
    ]);
    expect(view.edges).toHaveLength(5);
    expect(view).toMatchObject({ concurrent: 2, expected: null, files: null, seed: 0, profile: "typical" });
  });

  test("the same seed gives the same bytes, and another seed gives others", async () => {
    const digests = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await json(...args)).artifacts.map(({ digest }: { digest: string }) => digest);
    expect(await digests()).toEqual(await digests("--seed", "0"));
    expect(await digests("--max-concurrency", "1")).toEqual(await digests());
    expect(await digests("--seed", "1")).not.toEqual(await digests());
  });

  test("profiles decide how much the samples contain", async () => {
    const elements = async (profile: string) =>
      (await json("--profile", profile)).artifacts.map((one: { elements: number }) => one.elements);
    expect(await elements("empty")).toEqual([0, 0, 0, 0, 0]);
    expect(await elements("minimal")).toEqual([1, 1, 1, 1, 1]);
    for (const count of await elements("typical")) expect(count).toBeGreaterThan(1);
  });

  test("incremental says that there is nothing yet, and a resumed run must exist", async () => {
    const { code, stdout } = await dry("--incremental");
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing is reused") });
    expect(await dry("--resume", "latest")).toMatchObject({ code: 3 });
  });

  test("-q prints nothing", async () => {
    expect(await dry("-q")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("the options", () => {
  test.each([
    [["run", "dry.yaml", "--seed", "1"], "--seed works only with --dry-run"],
    [["run", "dry.yaml", "--profile", "empty"], "--profile works only with --dry-run"],
    [["run", "dry.yaml", "--dry-run", "--profile", "big"], "allowed choices are typical, empty, minimal"],
    [["run", "dry.yaml", "--dry-run", "--export", "pdf"], "pdf"],
    [["run", "dry.yaml", "--dry-run", "--set", "found.config.min_score=many"], "min_score"],
    [["run", "dry.yaml", "--dry-run", "--replace", "found=none.json"], "none.json"],
    [["run", "dry.yaml", "--dry-run", "--incremental", "--resume", "latest"], "cannot be combined"],
    [["plan", "dry.yaml"], "`wct run dry.yaml --dry-run`"],
    [["plan"], "`wct run RUNBOOK --dry-run`"],
    [["run", "dry.yaml", "--plan-only"], "`wct run dry.yaml --dry-run`"],
    [["run", "--plan-only", "my runbook.yaml"], "`wct run 'my runbook.yaml' --dry-run`"],
  ])("%j is refused", async (args, said) => {
    const { code, stdout, stderr } = await cli(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
  });

  test("an invalid runbook is reported as by validate", async () => {
    const { code, stderr } = await cli("run", "invalid.yaml", "--dry-run");
    expect(code).toBe(2);
    expect(stderr).toBe((await cli("validate", "invalid.yaml")).stderr);
  });
});

describe("after a run", () => {
  beforeAll(async () => {
    expect(await cli("run", "dry.yaml", "-q")).toMatchObject({ code: 0 });
  });

  test("the expected duration and the critical path come from it", async () => {
    const view = await json();
    expectShape("DryRun", view);
    expect(view.expected.criticalPath.length).toBeGreaterThan(1);
    expect(view.expected.totalMs).toBeGreaterThan(0);
    expect(view.expected).toMatchObject({ runs: [expect.stringMatching(/^run_/)], unknown: [] });
    expect((await dry()).stdout).toContain("Expected duration: ");
  });

  test("a resumed run is predicted: what is reused, and why the rest executes", async () => {
    project.write("dry.yaml", runbook(0.2));
    const view = await json("--resume", "latest");
    const decisions = view.artifacts.map((one: Record<string, unknown>) => [one["id"], one["decision"], one["reason"]]);
    expect(decisions).toEqual([
      ["texts", "reused", null],
      ["shop", "reused", null],
      ["found", "executes", expect.stringMatching(/^its configuration changed: "/)],
      ["subjects", "reused", null],
      ["copy", "waits", expect.stringContaining("it is reused if")],
    ]);
    const { stdout } = await dry("--resume", "latest");
    const real = await cli("run", "dry.yaml", "--resume", "latest");
    for (const line of real.stderr.split("\n").slice(0, 3)) expect(stdout).toContain(line.replace(/ \(.*/, ""));
  });

  test("all of it fits the terminal", async () => {
    for (const columns of [60, 80, 200]) {
      const args = ["run", "dry.yaml", "--dry-run", "--resume", "latest"];
      const { code, stdout } = await runCli(args, at({ terminal: true, columns }));
      expect(code).toBe(0);
      for (const line of stdout.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test("a changed value is predicted without changing the runbook", async () => {
    const view = await json("--fork", "latest", "--set", "found.config.min_score=0.5");
    expect(view.artifacts.find(({ id }: { id: string }) => id === "found")).toMatchObject({ decision: "executes" });
  });

  test("a replaced output takes the place of its sample", async () => {
    const message = (await cli("inspect", "latest", "found")).stdout;
    project.write("found.json", message);
    const view = await json("--replace", "found=found.json");
    const digestOf = (name: string) => view.artifacts.find(({ id }: { id: string }) => id === name).digest;
    expect(digestOf("copy")).toBe(digestOf("found"));
    expect(view.artifacts.find(({ id }: { id: string }) => id === "found").expectedMs).toBeNull();
  });
});

test("the webshop is tried without its data", async () => {
  const shop = join(import.meta.dirname, "../../examples/webshop");
  cpSync(shop, project.path("webshop"), { recursive: true });
  const args = ["run", "webshop/runbook.yaml", "--dry-run"];
  expectGolden("cli/dry-run-webshop.txt", transcript(args, await runCli(args, at()), project.dir));
});
