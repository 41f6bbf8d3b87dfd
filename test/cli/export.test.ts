import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { otlpProblems } from "../support/otlp-json.ts";
import { makeProject, type Project } from "../support/project.ts";
import { openLineageProblems } from "../support/standards/openlineage.ts";
import { sarifProblems } from "../support/standards/sarif.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await cli("run", "shop.yaml", "-q", "--output", "of-the-run");
});
afterEach(() => {
  for (const made of ["later", "outputs", "all.json"]) rmSync(project.path(made), { recursive: true, force: true });
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test("writes the artifacts marked output, and prints their paths alone on stdout", async () => {
  const { code, stdout, stderr } = await cli("export", "latest", "--format", "json", "-o", "later");
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "later/all.json\n", stderr: "" });
  expect(readFileSync(project.path("later", "all.json"))).toEqual(readFileSync(project.path("of-the-run", "all.json")));
});

test("writes to a folder of the run when none is named", async () => {
  const { stdout } = await cli("export", "latest", "--format", "json");
  expect(stdout).toMatch(/^outputs\/run_\d{8}_\d{6}\/all\.json\n$/);
  expect(existsSync(project.path(stdout.trimEnd()))).toBe(true);
});

test("writes the artifacts that are named, marked or not", async () => {
  await cli("export", "latest", "texts", "all", "--format", "json", "-o", "later");
  expect(readdirSync(project.path("later"))).toEqual(["all.json", "texts.json"]);
});

test("leaves an existing file alone without --force", async () => {
  writeFileSync(project.path("all.json"), "mine");
  const args = ["export", "latest", "--format", "json", "-o", "."];
  const refused = await cli(...args);
  expectGolden("cli/export-existing.txt", transcript(args, refused, project.dir));
  expect(refused.code).toBe(2);
  expect(readFileSync(project.path("all.json"), "utf8")).toBe("mine");
  expect((await cli(...args, "--force")).code).toBe(0);
  expect(JSON.parse(readFileSync(project.path("all.json"), "utf8"))).toMatchObject({ schema: "standard_input:1.0.0" });
});

test("the run itself is told as OpenLineage events by the rules of the standard", async () => {
  const { code, stdout } = await cli("export", "latest", "--format", "openlineage", "-o", "later");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "later/run.openlineage.ndjson\n" });
  const file = project.path("later", "run.openlineage.ndjson");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const lines = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const line of lines) expect(openLineageProblems(line)).toEqual([]);
  expect(lines.map(({ eventType }) => eventType).filter((type) => type === "COMPLETE")).toHaveLength(lines.length / 2);
});

test("the run itself is told as spans of OpenTelemetry", async () => {
  const { code, stdout } = await cli("export", "latest", "--format", "otlp", "-o", "later", "--json");
  const file = project.path("later", "run.otlp.json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout).files).toMatchObject([
    { artifact: null, format: "otlp", path: "later/run.otlp.json", bytes: statSync(file).size },
  ]);
  expect(otlpProblems(JSON.parse(readFileSync(file, "utf8")))).toEqual([]);
});

test("a file of the run that exists is left alone without --force", async () => {
  const args = ["export", "latest", "--format", "otlp", "-o", "later"];
  await cli(...args);
  const before = readFileSync(project.path("later", "run.otlp.json"));
  expect((await cli(...args)).code).toBe(2);
  expect((await cli(...args, "--force")).code).toBe(0);
  expect(readFileSync(project.path("later", "run.otlp.json"))).toEqual(before);
});

test("tables take their columns from the schema", async () => {
  await cli("export", "latest", "--format", "csv", "-o", "later");
  const [head] = readFileSync(project.path("later", "all.csv"), "utf8").split("\r\n");
  expect(head).toMatch(/^id,kind,content,locator\.kind,locator\.path,/);
});

test.each([
  { name: "an unknown format", args: ["latest", "--format", "jsn"], code: 2 },
  { name: "a format that takes none of them", args: ["latest", "--format", "html"], code: 2 },
  { name: "a spreadsheet", args: ["latest", "--format", "ods"], code: 2 },
  { name: "an artifact where the run is told", args: ["latest", "all", "--format", "otlp"], code: 2 },
  { name: "no format", args: ["latest"], code: 2 },
  { name: "an unknown run", args: ["run_19991231_235959", "--format", "json"], code: 3 },
  { name: "an unknown artifact", args: ["latest", "al", "--format", "json"], code: 3 },
  { name: "a file in the place of the folder", args: ["latest", "--format", "json", "-o", "shop.db"], code: 3 },
])("$name is refused and nothing is written", async ({ name, args, code }) => {
  const before = readdirSync(project.dir);
  const result = await cli("export", ...args);
  expectGolden(
    `cli/refused/export-${name.replaceAll(" ", "-")}.txt`,
    transcript(["export", ...args], result, project.dir),
  );
  expect(result.code).toBe(code);
  expect(readdirSync(project.dir)).toEqual(before);
});

test("a run without outputs asks for artifacts", async () => {
  project.write("plain.yaml", readFileSync(project.path("shop.yaml"), "utf8").replace("output: true", "output: false"));
  await cli("run", "plain.yaml", "-q");
  const { code, stderr } = await cli("export", "latest", "--format", "json");
  expect(code).toBe(3);
  expect(stderr).toContain("is marked output: true");
});

test("findings of a run are SARIF by the rules of the standard, and documents, all of them masked", async () => {
  using own = makeProject();
  own.write("notes/mail.txt", "Write to\njohanna.example@mail.example today.\n");
  own.write(
    "findings.yaml",
    `name: Findings
description: Finds
artifacts:
  notes: { source: { type: filesystem, properties: { path: ./notes } } }
  found: { inputs: notes, process: { type: personal_data }, output: true }
`,
  );
  await runCli(
    ["run", "findings.yaml", "-q", "--export", "sarif", "--export", "html", "--export", "csv", "--output", "later"],
    { cwd: own.dir },
  );
  expect(readdirSync(own.path("later"))).toEqual(["found.csv", "found.html", "found.sarif"]);
  const text = (name: string) => readFileSync(own.path("later", name), "utf8");
  const log = JSON.parse(text("found.sarif"));
  expect(sarifProblems(log)).toEqual([]);
  expect(log.runs[0].results[0].locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: "notes/mail.txt" },
    region: { startLine: 2 },
  });
  for (const name of readdirSync(own.path("later"))) expect(text(name)).not.toContain("johanna");
});
