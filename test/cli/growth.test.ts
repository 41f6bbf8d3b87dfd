import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = `name: People
description: Persons in a file and a database
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  shop:
    source: { type: sqlite, properties: { database_path: people.db, max_rows_per_table: 100 } }
  found:
    inputs: [texts, shop]
    process: { type: personal_data }
    output: true
  classified:
    inputs: [found]
    process: { type: gdpr_classifier }
    output: true
`;

let project: Project;
const cli = async (...args: readonly string[]): Promise<CliResult> => await runCli(args, { cwd: project.dir, env: {} });

function fill(count: number): void {
  const people = Array.from({ length: count }, (_, at) => `Ada${at};Byron${at};flu`);
  project.write("texts/people.csv", `first_name;last_name;diagnosis\n${people.join("\n")}\n`);
  const database = new DatabaseSync(project.path("people.db"));
  database.exec("CREATE TABLE IF NOT EXISTS customer (id INTEGER PRIMARY KEY, last_name TEXT, email TEXT)");
  const insert = database.prepare("INSERT OR IGNORE INTO customer VALUES (?, ?, ?)");
  database.exec("BEGIN");
  for (let at = 0; at < count; at++) insert.run(at, `Byron${at}`, `ada${at}@example.com`);
  database.exec("COMMIT");
  database.close();
}

beforeAll(async () => {
  project = makeProject();
  project.write("people.yaml", runbook);
  fill(200);
  await cli("run", "people.yaml", "-q");
  await cli("check", "latest", "--write-baseline", "known.json");
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const failOn = async (conditions: string): Promise<CliResult> =>
  await cli("check", "latest", "--fail-on", conditions, "--baseline", "known.json");

test("nothing grew where nothing changed", async () => {
  expect((await failOn("new,more")).code).toBe(0);
});

test("a check counts each finding once, as the list does", async () => {
  const { total } = JSON.parse((await cli("findings", "latest", "--json")).stdout);
  const answer = JSON.parse((await cli("check", "latest", "--fail-on", "finding.score >= 0.0", "--json")).stdout);
  expect([answer.judged.findings, answer.conditions[0].broken]).toEqual([total, total]);
  const written = await cli("check", "latest", "--write-baseline", "again.json");
  expect(written.stderr).toContain(`${total} findings accepted`);
});

test("places that were not read in full are named, and a check can fail on them", async () => {
  const list = await cli("findings", "latest", "--json");
  expect(JSON.parse(list.stdout).incomplete).toMatchObject({ places: 1, first: [{ read: 100, total: 200 }] });
  expect(list.stderr).toContain("1 place was not read in full");
  expect((await failOn("new")).stdout).toContain("1 place was not read in full");
  const failed = await failOn("unread");
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining("people.customer")]);
});

test("a filter that the run does not know is named with the nearest one", async () => {
  const { stderr, code } = await cli("findings", "latest", "--category", "emial,email", "--subject", "xyz");
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('no finding has the category "emial": did you mean "email"?'),
  ]);
  expect(stderr).toContain('no finding has the data subject "xyz"');
  expect(stderr).not.toContain('"email":');
  expect((await cli("findings", "latest", "--category", "email")).stderr).not.toContain("no finding has");
  const misspelt = await cli("findings", "latest", "--location", "peple.customer");
  expect(misspelt.stderr).toContain('no finding is at the location "peple.customer": did you mean "people.customer"?');
});

test("an artifact without findings is told apart from a run without findings", async () => {
  const { stderr } = await cli("findings", "latest", "texts");
  expect(stderr).toMatch(/^"texts" of run_\S+ has no findings$/m);
});

test("a hint repeats the store", async () => {
  const { stderr } = await cli("explain", "latest", "zzzz", "--store", ".wct");
  expect(stderr).toMatch(/list them with `wct findings \S+ --store \.wct`/);
});

test("more persons behind a name and behind a sample are growth", async () => {
  fill(3000);
  await cli("run", "people.yaml", "-q");
  const checked = await failOn("new,more");
  expect([checked.code, checked.stdout]).toEqual([1, expect.stringMatching(/grew from [\d,]+ to [\d,]+ values/)]);
  const listed = await cli("findings", "latest", "--location", "people*", "--baseline", "known.json", "--json");
  const { findings } = JSON.parse(listed.stdout);
  expect(findings).toHaveLength(5);
  for (const { review } of findings) expect(review.growth).toEqual({ from: 200, to: 3000, unit: "values" });
  const shown = (await cli("findings", "latest", "--baseline", "known.json")).stdout;
  expect(shown).toContain("3,000 values (was 200)");
  expect(shown).toContain("100 sampled of 3,000 (was 200)");
}, 60_000);
