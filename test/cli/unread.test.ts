import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
let made: CliResult;
const cli = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: project.dir, env: { GITHUB_ACTIONS: "" } });

const line = "3 places were not read in full: 2x damaged PDF document; 1x binary file";

beforeAll(async () => {
  project = makeProject();
  writeFileSync(project.path("texts/contract.pdf"), "%PDF-1.7\n1 0 obj\n");
  writeFileSync(project.path("texts/Ärztin.pdf"), "%PDF-1.7\n1 0 obj\n");
  writeFileSync(project.path("texts/scan.jpg"), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]));
  const database = new DatabaseSync(project.path("shop.db"));
  database.exec("CREATE VIEW gone AS SELECT * FROM nowhere");
  database.close();
  project.write(
    "all.yaml",
    `name: All\ndescription: Texts and the database\nartifacts:
  texts: { source: { type: filesystem, properties: { path: texts } } }
  shop: { source: { type: sqlite, properties: { database_path: shop.db } } }
`,
  );
  made = await runCli(["run", "all.yaml"], {
    cwd: project.dir,
    env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: project.path("summary.md") },
  });
});
afterAll(() => project[Symbol.dispose]());

test("the end of a run and inspect say what could not be read, and how much", async () => {
  expect(made.stdout).toContain("  warnings  texts: 3 places were not read in full: ");
  expect(made.stdout).toContain("\n            shop: 1 place was not read in full: cannot be read (SQLite: ");
  const warnings = made.stdout.slice(made.stdout.indexOf("  warnings  "));
  expect((await cli("inspect", "latest")).stdout).toContain(warnings);
});

test("the log line tells reasons, and no name of a file", async () => {
  const { stdout } = await cli("inspect", "latest", "texts", "--log");
  expect(stdout).toContain(line);
  expect(stdout).not.toMatch(/contract|scan|rztin/);
});

test("the names are in the artifact", async () => {
  const { stdout } = await cli("inspect", "latest", "texts", "--path", "$.limits.notices[*].what");
  expect(stdout.trim().split("\n").toSorted()).toEqual(['"contract.pdf"', '"scan.jpg"', '"Ärztin.pdf"']);
});

test("--json has the warnings, and the job summary names them", async () => {
  const { warnings } = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
  expect(warnings).toEqual([
    { artifact: "texts", text: line },
    { artifact: "shop", text: expect.stringMatching(/^1 place /) },
  ]);
  expect(readFileSync(project.path("summary.md"), "utf8")).toContain("- **texts** 3 places were not read in full: ");
});
