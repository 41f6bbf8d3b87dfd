import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliResult, runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
let completed: string;
let failed: string;

const cli = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: project.dir });
const runOf = ({ stdout }: CliResult): string => /run_\d{8}_\d{6}(?:_\d+)?/.exec(stdout)?.[0] ?? "none";

beforeAll(async () => {
  project = makeProject();
  completed = runOf(await cli("run", "shop.yaml"));
  failed = runOf(await cli("run", "failing.yaml"));
});
afterAll(() => project[Symbol.dispose]());

/** Runs a command line whose golden has the words of the line as its name. */
async function golden(args: readonly string[], code: number): Promise<CliResult> {
  const result = await cli(...args);
  const shown = args.map((arg) => (arg === completed ? "RUN" : arg === failed ? "FAILED" : arg));
  const name = shown.join(" ").replaceAll(/[^A-Za-z0-9]+/g, "-");
  expectGolden(`cli/looking/${name}.txt`, transcript(shown, result, project.dir));
  expect(result.code).toBe(code);
  return result;
}

describe("answers to people", () => {
  test.each([
    ["runs"],
    ["runs", "--status", "failed"],
    ["runs", "--runbook", "shop", "--limit", "1"],
    ["runs", "--since", "1h"],
    ["inspect", "latest:completed"],
    ["inspect", "latest"],
    ["inspect", "latest:completed", "texts"],
    ["inspect", "latest:completed", "texts", "--offset", "1"],
    ["inspect", "latest:completed", "texts", "--head", "1"],
    ["inspect", "latest:completed", "texts", "--head", "0"],
    ["inspect", "latest:completed", "texts", "--offset", "99"],
    ["inspect", "latest:completed", "texts", "--raw"],
    ["inspect", "latest:completed", "texts", "--raw", "--offset", "1", "--head", "1"],
    ["inspect", "latest:completed", "texts", "--meta"],
    ["inspect", "latest:completed", "all", "--meta"],
    ["inspect", "latest", "broken", "--meta"],
    ["inspect", "latest:completed", "texts", "--log"],
    ["verify"],
    ["verify", "latest"],
  ])("wct %s %s %s %s %s %s %s", async (...args: string[]) => {
    await golden(args, 0);
  });

  test("a run with nothing to list says so on stderr and answers nothing", async () => {
    const { code, stdout, stderr } = await cli("runs", "--status", "cancelled");
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "no run matches\n" });
  });

  test("data alone is on stdout when all elements are shown", async () => {
    const { stdout, stderr } = await cli("inspect", completed, "texts");
    expect(stderr).toBe("");
    expect(Object.keys(JSON.parse(stdout))).toEqual(["schema", "content", "metadata"]);
  });

  test("--head and --offset cut elements out of the whole", async () => {
    const whole = JSON.parse((await cli("inspect", completed, "texts")).stdout).content.items;
    const first = JSON.parse((await cli("inspect", completed, "texts", "--head", "1")).stdout).content.items;
    const second = JSON.parse((await cli("inspect", completed, "texts", "--offset", "1")).stdout).content.items;
    expect([...first, ...second]).toEqual(whole);
  });

  test("--schema prints the JSON Schema that the content keeps", async () => {
    const { code, stdout } = await cli("inspect", completed, "texts", "--schema");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: "object", "x-wct-stream": "items" });
  });
});

test.each([
  ["shop.yaml", ["shop.yaml"]],
  ["broken database", ["failing.yaml"]],
  ["a", ["failing.yaml", "shop.yaml"]],
  ["nothing like it", []],
])("runs --runbook %j finds the text in path or name", async (text, paths) => {
  const { runs } = JSON.parse((await cli("runs", "--runbook", text, "--json")).stdout);
  expect(runs.map((run: { runbook: { path: string } }) => run.runbook.path)).toEqual(paths);
});

describe("the words for a run", () => {
  test("a full id, the id without run_, a uuid and latest:<status> are the same run", async () => {
    const { runs } = JSON.parse((await cli("runs", "--json")).stdout);
    const { uuid } = runs.find((run: { id: string }) => run.id === completed);
    for (const word of [completed, completed.slice("run_".length), uuid, "latest:completed"]) {
      expect(runOf(await cli("inspect", word))).toBe(completed);
    }
  });

  test("latest is the newest, whatever its status", async () => {
    expect(runOf(await cli("inspect", "latest"))).toBe(failed);
  });

  test("a prefix of several runs is refused with what it fits", async () => {
    const { code, stderr } = await cli("inspect", "run_");
    expect(code).toBe(3);
    expect(stderr).toContain('error[WCT_RUN_AMBIGUOUS]: "run_" matches 2 runs');
    expect(stderr).toContain(completed);
    expect(stderr).toContain(failed);
  });
});

describe("--json", () => {
  const header = "id uuid status mode runbook startedAt finishedAt durationMs counts events head";

  test("runs gives a RunList with every key", async () => {
    const list = JSON.parse((await cli("runs", "--json")).stdout);
    expect(keys(list)).toBe("apiVersion kind runs");
    expect(list).toMatchObject({ apiVersion: "wct/v1", kind: "RunList" });
    expect(list.runs.map((run: object) => keys(run))).toEqual([`${header} artifacts`, `${header} artifacts`]);
    expect(list.runs.map((run: { id: string }) => run.id)).toEqual([failed, completed]);
  });

  test("inspect RUN gives a Run with every key", async () => {
    const run = JSON.parse((await cli("inspect", failed, "--json")).stdout);
    expect(keys(run)).toBe(`apiVersion kind ${header} resumedFrom artifacts outputs warnings`);
    expect(run).toMatchObject({ apiVersion: "wct/v1", kind: "Run", id: failed, status: "failed" });
    const row = "id status schema durationMs elements bytes digest error skipped reused";
    expect(run.artifacts.map((artifact: object) => keys(artifact))).toEqual([row, row]);
    expect(run.artifacts[0].error).toMatchObject({ code: "WCT_PRODUCE_COMPONENT", hint: expect.any(String) });
  });

  test("the last line of run --json is what inspect --json says of it", async () => {
    const lines = (await cli("run", "shop.yaml", "--json", "--store", "other")).stdout.trimEnd().split("\n");
    const later = (await cli("inspect", "latest", "--json", "--store", "other")).stdout.trimEnd();
    expect(lines.at(-1)).toBe(later);
  });

  test("inspect RUN ARTIFACT gives an Artifact", async () => {
    const { stdout } = await cli("inspect", completed, "texts", "--json");
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const artifact = JSON.parse(stdout);
    expect(keys(artifact)).toBe("apiVersion kind schema content metadata");
    expect(artifact).toMatchObject({ apiVersion: "wct/v1", kind: "Artifact", schema: "standard_input:1.0.0" });
    expect(artifact.content.items).toHaveLength(2);
  });

  test("verify gives a Verification", async () => {
    const verification = JSON.parse((await cli("verify", completed, "--json")).stdout);
    expect(keys(verification)).toBe("apiVersion kind intact runs store");
    expect(verification).toMatchObject({ apiVersion: "wct/v1", kind: "Verification", intact: true });
    expect(keys(verification.runs[0])).toBe("run events objects head damage");
  });

  test.each([
    [["inspect", "nothing"], "WCT_RUN_NOT_FOUND", 3],
    [["inspect", "latest", "nothing"], "WCT_RUN_ARTIFACT_ABSENT", 3],
    [["inspect", "latest", "--hed", "3"], "WCT_USAGE", 2],
    [["verify", "--head", "00"], "WCT_USAGE", 2],
  ] as const)("an error of %s is a Diagnostics object", async (args, errorCode, exitCode) => {
    const { code, stdout } = await cli(...args, "--json");
    const answer = JSON.parse(stdout);
    expect(code).toBe(exitCode);
    expect(keys(answer)).toBe("apiVersion kind diagnostics");
    expect(answer).toMatchObject({ apiVersion: "wct/v1", kind: "Diagnostics" });
    expect(answer.diagnostics.map((one: object) => keys(one))).toEqual(["code severity message hint location related"]);
    expect(answer.diagnostics[0].code).toBe(errorCode);
  });
});

describe("mistakes", () => {
  test.each([
    ["inspect", "run_19991231_235959"],
    ["inspect", "latest:cancelled"],
    ["inspect", "latest:borken"],
    ["inspect", "latest:completed", "txets"],
    ["inspect", "latest", "broken"],
    ["inspect", "latest", "after"],
    ["runs", "--store", "nowhere"],
  ])("wct %s %s %s %s", async (...args: string[]) => {
    await golden(args, 3);
  });

  test.each([
    ["runs", "--status", "broken"],
    ["runs", "--since", "yesterday"],
    ["runs", "--limit", "0"],
    ["runs", "too-many"],
    ["inspect"],
    ["inspect", "latest", "texts", "--head", "-1"],
    ["verify", "--head", "00"],
    ["verify", "latest:completed", "--head", "00"],
  ])("wct %s %s %s %s %s", async (...args: string[]) => {
    await golden(args, 2);
  });
});

test("verify --head accepts the head that the run ended with", async () => {
  const { head } = JSON.parse((await cli("inspect", completed, "--json")).stdout);
  expect((await cli("verify", completed, "--head", head)).code).toBe(0);
});

const keys = (value: object): string => Object.keys(value).join(" ");
