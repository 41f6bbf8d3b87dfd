import { afterEach, expect, test } from "vitest";
import { placesOf } from "./needles.ts";
import { Project, spoken, type Trace } from "./project.ts";

let project: Project;
afterEach(() => project.remove());

const runbook = `name: Environment
description: A path from the environment
artifacts:
  shop:
    source: { type: sqlite, properties: { database_path: "\${SHOP_DB}" } }
    output: true
`;

async function expectOnlyPlaceholder(value: string, exitCode: number): Promise<void> {
  const said = project.wct(["run", "runbook.yaml"], { SHOP_DB: value });
  expect(said.code).toBe(exitCode);
  const hasRecord = exitCode !== 2;
  const traces = [...(hasRecord ? await project.traces() : []), ...spoken(said)];
  expect(placesOf(value, traces)).toEqual([]);
  expect(placesOf("${SHOP_DB}", traces)).not.toEqual([]);
}

test("the value of a variable that is no secret stands nowhere in a run's record, only its name", async () => {
  project = new Project({ "runbook.yaml": runbook });
  project.write("databases/shop-of-erika.db", "");
  await expectOnlyPlaceholder("databases/shop-of-erika.db", 0);
  const shown = project.wct(["inspect", "latest", "shop", "--meta"]);
  expect(placesOf("databases/shop-of-erika.db", spoken(shown))).toEqual([]);
});

test("a path from the environment that does not exist is reported by its placeholder", async () => {
  project = new Project({ "runbook.yaml": runbook });
  await expectOnlyPlaceholder("databases/no-such-shop.db", 2);
});

test("a path from the environment that is no database fails by its placeholder", async () => {
  project = new Project({ "runbook.yaml": runbook, "databases/letter.db": "x".repeat(4096) });
  await expectOnlyPlaceholder("databases/letter.db", 1);
});

test("a damaged database from the environment fails by its placeholder", async () => {
  project = new Project({ "runbook.yaml": runbook });
  project.write("databases/damaged.db", `SQLite format 3\0${"\u0001".repeat(5000)}`);
  await expectOnlyPlaceholder("databases/damaged.db", 1);
});

test("a folder where a file is wanted is reported by its placeholder", async () => {
  project = new Project({ "runbook.yaml": runbook, "databases/folder.db/a.txt": "x" });
  await expectOnlyPlaceholder("databases/folder.db", 2);
});

test("a value that its field refuses is not quoted", async () => {
  const wrong = runbook.replace("database_path:", 'sampling: "${SAMPLING}", database_path:');
  project = new Project({ "runbook.yaml": wrong, "shop.db": "" });
  const said = project.wct(["run", "runbook.yaml"], { SHOP_DB: "shop.db", SAMPLING: "every-second-row" });
  expect(said.code).toBe(2);
  expect(placesOf("every-second-row", spoken(said))).toEqual([]);
  expect(said.stderr).toContain("${SAMPLING}");
});

test("a value stays out of the diagnostics as JSON", async () => {
  project = new Project({ "runbook.yaml": runbook });
  const said = project.wct(["run", "runbook.yaml", "--json"], { SHOP_DB: "databases/no-such-shop.db" });
  expect(said.code).toBe(2);
  expect(placesOf("no-such-shop", spoken(said))).toEqual([]);
});

test("settings from the environment are recorded as written, in the store, a bundle, the report and every view", async () => {
  const text = `name: Settings
description: All that takes a placeholder
config: { timeout: "\${LIMIT}", cost_limit: "\${COST}", retain: "\${RETAIN}" }
artifacts:
  texts:
    source: { type: filesystem, properties: { path: "\${FOLDER}" } }
  found:
    inputs: texts
    process: { type: personal_data, properties: {} }
    output: true
`;
  const values = { LIMIT: "7340213", COST: "9120457", FOLDER: "folder-of-erika" };
  project = new Project({ "runbook.yaml": text, "folder-of-erika/a.txt": "Erika Mustermann, erika@example.org" });
  const env = { ...values, RETAIN: "all" };
  const ran = project.wct(["run", "runbook.yaml", "--json"], env);
  expect(ran.code, ran.stderr).toBe(0);
  const views = [
    ["runs", "export", "latest", "run.wctb"],
    ["report", "latest", "-o", "report.html"],
    ["inspect", "latest", "found", "--meta", "--json"],
    ["runs", "show", "latest", "--json"],
    ["timeline", "latest", "--json"],
  ].map((args) => project.wct(args));
  for (const { code, stderr } of views) expect(code, stderr).toBe(0);
  const files: readonly Trace[] = ["run.wctb", "report.html"].map((place) => ({
    ...{ place, isText: true },
    bytes: Buffer.from(project.text(place)),
  }));
  const traces = [...(await project.traces()), ...files, ...[ran, ...views].flatMap(spoken)];
  for (const value of Object.values(values)) expect(placesOf(value, traces)).toEqual([]);
  expect(placesOf("${LIMIT}", traces)).not.toEqual([]);
  expect(placesOf("${COST}", traces)).not.toEqual([]);
});
