import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliOptions, type CliResult, runCli, runIn } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = `name: Texts
description: Findings in texts
artifacts:
  texts: { source: { type: filesystem, properties: { path: texts } } }
  found: { inputs: texts, process: { type: personal_data }, tags: [pii] }
  report: { inputs: found, output: true }
`;

let project: Project;
let limited: string;

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> =>
  runCli(args, { cwd: project.dir, ...options });

beforeAll(async () => {
  project = makeProject();
  project.write("select.yaml", runbook);
  const made = await cli(["run", "select.yaml", "--select", "+tag:pii"]);
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('selected: 2 of 3 artifacts: "texts" and') });
  limited = runIn(made);
}, 120_000);
afterAll(() => project[Symbol.dispose]());

test("the summary of a run tells what was not selected", async () => {
  const { stdout } = await cli(["inspect", limited]);
  expect(stdout).toContain('1 skipped because it was not selected: "report"');
  expect(stdout.split("\n")[1]).toBe("  selected: +tag:pii");
  expect((await cli(["inspect", limited, "report"])).stderr).toContain("was not selected in this run");
});

test("inspect lists only what is selected", async () => {
  const { stdout, stderr } = await cli(["inspect", limited, "--select", "not status:skipped and 1+report"]);
  expect(stdout).toMatch(/^ {2}found /m);
  expect(stdout).not.toMatch(/texts|report/);
  expect(stderr).toBe("note: 1 of 3 artifacts shown\n");
  const { artifacts } = JSON.parse((await cli(["inspect", limited, "--select", "t*", "--json"])).stdout);
  expect(artifacts.map(({ id }: { id: string }) => id)).toEqual(["texts"]);
});

test("replay shows the events of the selected artifacts and of the run, also step by step", async () => {
  const { stdout } = await cli(["replay", limited, "--select", "report"]);
  expect(stdout.trimEnd().split("\n")).toEqual([
    expect.stringContaining("started: select.yaml"),
    expect.stringContaining("report  skipped: not-selected"),
    expect.stringContaining("completed after"),
  ]);
  const steps = await cli(["replay", limited, "--select", "report", "--step"], { typed: ["", "", "b", "q", ""] });
  expect(steps.stdout.split("\n").filter((line) => line.includes("not-selected"))).toHaveLength(2);
});

test("outputs that were not selected are not exported", async () => {
  const { code, stderr } = await cli(["export", limited, "--format", "json", "-o", "out"]);
  expect(code).toBe(3);
  expect(stderr).toContain("is marked output: true and was selected");
});

test.each([
  [["inspect", "latest", "found", "--select", "found"], "--select is for a whole run"],
  [["debug", "latest", "--select", "found"], '--select is for a runbook, and "latest" is a recorded run'],
  [["debug", "latest", "--force", "found"], '--force is for a runbook, and "latest" is a recorded run'],
  [["run", "select.yaml", "--select", "status:failed"], "with --resume RUN or --fork RUN"],
  [["run", "select.yaml", "--force", "found"], "--force has no effect"],
  [["run", "select.yaml", "--resume", "latest", "--force", "fund"], 'did you mean "found"?'],
])("%j is a mistake that is explained", async (args, said) => {
  const { code, stderr } = await cli(args);
  expect(code).toBe(2);
  expect(stderr).toContain(said);
});
