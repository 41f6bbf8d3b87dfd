import { cpSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliOptions, type CliResult, runCli, runIn, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
let first: string;
let second: string;

const runbook = `name: Shop analysed
description: A chain that fails in the middle
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  findings:
    inputs: texts
    process: { type: personal_data }
    output: true
  copy:
    inputs: findings
  broken:
    optional: true
    source: { type: sqlite, properties: { database_path: not-a-database.db } }
  after:
    optional: true
    inputs: broken
  far_after:
    optional: true
    inputs: [after]
`;

const single = `name: Record
description: A record of processing
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  findings:
    inputs: texts
    process: { type: personal_data }
  record:
    inputs: findings
    process: { type: gdpr_article_30, properties: { organisation: organisation.yaml } }
`;

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> =>
  runCli(args, { cwd: project.dir, ...options });

beforeAll(async () => {
  project = makeProject();
  project.write("chain.yaml", runbook);
  first = runIn(await cli(["run", "chain.yaml"]));
  second = runIn(await cli(["run", "chain.yaml", "--resume", first]));
}, 120_000);
afterAll(() => project[Symbol.dispose]());

/** Digests are of content that is made up here, but short ones are cut from them. */
async function golden(name: string, args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> {
  const result = await cli(args, options);
  const shown = args.map((arg) => (arg === first ? "FIRST" : arg === second ? "SECOND" : arg));
  const text = transcript(shown, result, project.dir).replaceAll(/\b[0-9a-f]{12}\b/g, "<digest>");
  expectGolden(`cli/inspect/${name}.txt`, text);
  return result;
}

const terminal = { terminal: true, env: { NO_COLOR: "1" } };

describe("views", () => {
  test.each([
    ["inputs", ["copy", "--inputs"]],
    ["inputs-of-a-source", ["texts", "--inputs"]],
    ["inputs-of-a-skipped-one", ["after", "--inputs"]],
    ["schema-of-a-skipped-one", ["far_after", "--schema"]],
    ["table", ["findings", "--table"]],
    ["table-of-a-path", ["findings", "--table", "--path", "$.findings[*].locator"]],
    ["table-of-a-path-to-values", ["findings", "--table", "--path", "$.findings[*].category"]],
    ["path", ["findings", "--path", "$.findings[*].category"]],
    ["path-with-choice", ["findings", "--path", "$.findings[*].category", "--offset", "1", "--head", "1"]],
    ["path-to-nothing", ["findings", "--path", "$.findings[?@.category == 'iban']"]],
    ["path-to-the-rest", ["texts", "--path", "$.name"]],
  ])("%s on a pipe", async (name, args) => {
    expect((await golden(name, ["inspect", first, ...args])).code).toBe(0);
  });

  test.each([
    ["table-on-a-terminal", ["findings", "--table"]],
    ["table-of-few-on-a-terminal", ["findings", "--table", "--head", "1", "--ascii"]],
    ["path-on-a-terminal", ["findings", "--path", "$.findings[0].locator"]],
  ])("%s", async (name, args) => {
    expect((await golden(name, ["inspect", first, ...args], terminal)).code).toBe(0);
  });

  test("lineage goes both ways, and across runs by what was reused", async () => {
    await golden("lineage", ["inspect", second, "findings", "--lineage"]);
    await golden("lineage-from-the-origin", ["inspect", first, "findings", "--lineage", "--ascii"]);
    await golden("lineage-of-a-skipped-one", ["inspect", first, "after", "--lineage"]);
  });

  test("lineage says so when the run that made it is gone", async () => {
    cpSync(project.path(".wct"), project.path("pruned"), { recursive: true });
    await cli(["runs", "prune", "--yes", "--keep", "1", "--store", "pruned"]);
    const { stdout } = await cli(["inspect", second, "findings", "--lineage", "--store", "pruned"]);
    expect(stdout).toContain(`findings  ${first}  not in this store`);
  });
});

describe("an artifact that holds nothing", () => {
  test.each(["broken", "after", "far_after"])("%s tells a person why", async (id) => {
    expect((await golden(`story-of-${id}`, ["inspect", first, id], terminal)).code).toBe(3);
  });

  test("on a pipe it is an error, as are all views of content", async () => {
    for (const view of [[], ["--raw"], ["--table"], ["--path", "$"], ["--head", "1"]]) {
      const { code, stdout, stderr } = await cli(["inspect", first, "broken", ...view]);
      expect({ view, code, stdout }).toEqual({ view, code: 3, stdout: "" });
      expect(stderr).toContain("error[WCT_RUN_ARTIFACT_ABSENT]");
    }
  });
});

test.each(["after", "far_after"])("on a pipe, the error of %s leads to the artifact that it began with", async (id) => {
  const { stderr } = await golden(`absent-${id}`, ["inspect", first, id]);
  expect(stderr).toContain(`see why with \`wct inspect ${first} broken\``);
});

test("--meta tells what an artifact was skipped for, and what it was reused from", async () => {
  const meta = async (run: string, id: string) =>
    JSON.parse((await cli(["inspect", run, id, "--meta", "--json"])).stdout);
  expect(await meta(first, "far_after")).toMatchObject({
    skipped: { reason: "input-skipped", because: ["after"], chain: ["broken", "after", "far_after"] },
    reused: null,
  });
  expect(await meta(second, "findings")).toMatchObject({
    skipped: null,
    reused: { from: first, artifact: "findings" },
  });
});

describe("options that mean nothing together", () => {
  test.each([
    [["latest", "--table"]],
    [["latest", "--path", "$"]],
    [["latest", "texts", "--raw", "--table"]],
    [["latest", "texts", "--raw", "--json"]],
    [["latest", "texts", "--meta", "--log"]],
    [["latest", "texts", "--meta", "--head", "1"]],
    [["latest", "texts", "--lineage", "--path", "$"]],
    [["latest", "texts", "--inputs", "--table"]],
  ])("wct inspect %j", async (args) => {
    const { code, stderr } = await cli(["inspect", ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain("error[WCT_USAGE]");
  });
});

test("elements of an artifact that is one value are not asked for in vain", async () => {
  const bundle = ["--store", "single"];
  project.write("single.yaml", single);
  project.write("organisation.yaml", "controller: { name: Example Shop }\n");
  await cli(["run", "single.yaml", "-q", ...bundle]);
  for (const view of [["--raw"], ["--head", "1"], ["--offset", "0"]]) {
    const { code, stderr } = await cli(["inspect", "latest", "record", ...view, ...bundle]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'error[WCT_USAGE]: artifact "record" has no elements: gdpr_article_30:1.0.0 is a single value',
    );
  }
  const { code, stdout } = await cli(["inspect", "latest", "record", "--path", "$", ...bundle]);
  expect([code, stdout.split("\n").length]).toEqual([0, 2]);
});

test("a mistake in a path is shown where it is", async () => {
  await golden("path-with-a-mistake", ["inspect", first, "texts", "--path", "$.items[?@.id = 'a']"]);
  await golden("path-without-root", ["inspect", first, "texts", "--path", "items"]);
});

test("what a table shows cannot steer the terminal", async () => {
  project.write("texts/c.txt", "\u202eboo\u009b2J\n");
  await cli(["run", "chain.yaml", "-q", "--store", "hostile"]);
  const views = [["--table"], ["--path", "$.items[*]"], ["--path", "$.items[*].content", "--table"]];
  for (const view of views) {
    const { stdout } = await cli(["inspect", "latest", "texts", "--store", "hostile", ...view], terminal);
    expect(stdout).not.toMatch(/[\u009b\u202e]/);
    expect(stdout).toContain("boo");
  }
});

test("--path --json has the paths with the values, and says whether there is more", async () => {
  const args = ["inspect", first, "findings", "--path", "$.findings[*].category", "--json"];
  const all = JSON.parse((await cli(args)).stdout);
  expect(all.matches.length).toBeGreaterThan(1);
  expect(all.matches[0]).toEqual({ path: "$['findings'][0]['category']", value: expect.any(String) });
  const some = JSON.parse((await cli([...args, "--head", "1"])).stdout);
  expect([all.hasMore, some.hasMore, some.matches]).toEqual([false, true, all.matches.slice(0, 1)]);
});
