import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { githubProblems } from "../support/standards/github-sarif.ts";

const runbook = `name: Audit
description: A database and texts
artifacts:
  crm:
    source: { type: sqlite, properties: { database_path: ./data/crm.db } }
  notes:
    source: { type: filesystem, properties: { path: ./data/notes } }
  found: { inputs: [crm, notes], process: { type: personal_data }, output: true }
  whose: { inputs: [crm, notes], process: { type: data_subject } }
`;

let project: Project;
beforeAll(async () => {
  project = makeProject();
  project.write("audit.yaml", runbook);
  project.write("data/notes/Größe.txt", "Ada writes to ada@example.org\n");
  project.write("data/notes/list.csv", "name,email\nAda,ada@example.org\nBob,bob@example.org\n");
  const db = new DatabaseSync(project.path("data/crm.db"));
  db.exec("CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, birth_date TEXT)");
  db.exec("INSERT INTO customers VALUES (1, 'ada@example.org', '1815-12-10'), (2, 'bob@example.org', '1920-01-02')");
  db.close();
  expect((await runCli(["run", "audit.yaml", "-q"], { cwd: project.path() })).code).toBe(0);
});
afterAll(() => project[Symbol.dispose]());

async function exported(dir: string, ...args: readonly string[]): Promise<{ stderr: string; path: string }> {
  const { code, stderr, stdout } = await runCli(["export", "latest", ...args, "-o", dir], { cwd: project.path() });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return { stderr, path: project.path(stdout.split("\n")[0] ?? "") };
}

interface Result {
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  }[];
}

/** `file:line name` of a result's first location. */
function placeOf({ locations: [first] }: Result): string {
  const { physicalLocation, logicalLocations = [] } = first ?? expect.fail("a result without a location");
  const { artifactLocation, region } = physicalLocation;
  return `${artifactLocation.uri}:${region.startLine} ${logicalLocations[0]?.fullyQualifiedName ?? ""}`;
}

test.each(["found", "whose"])("GitHub takes every result about a database and about files: %s", async (artifact) => {
  const { path } = await exported("sarif", artifact, "--format", "sarif");
  const text = readFileSync(path, "utf8");
  expect(githubProblems(text)).toEqual([]);
  const [{ results }] = JSON.parse(text).runs;
  const places = results.map(placeOf);
  // Where the runbook declares the database.
  expect(places.filter((place: string) => place.includes("crm.customers"))[0]).toMatch(/^audit\.yaml:4 crm\.customers/);
});

test("what GitHub refuses is noticed", async () => {
  const { path } = await exported("spoilt", "--format", "sarif");
  const after = (spoil: (result: Record<string, never>) => void): readonly string[] => {
    const log = JSON.parse(readFileSync(path, "utf8"));
    spoil(log.runs[0].results[0]);
    return githubProblems(JSON.stringify(log));
  };
  expect(after((result) => delete result["locations"]?.[0]?.["physicalLocation"])).toContain(
    "a location without a file",
  );
  expect(after((result) => delete result["locations"]?.[0]?.["physicalLocation"]?.["region"])).toContain(
    "a location without a line",
  );
  expect(after((result) => Object.assign(result, { locations: [] }))).toContain("a result without a location");
});

test("an Excel of a system with decimal commas gets columns, umlauts and numbers", async () => {
  const { path } = await exported("excel", "--format", "csv", "--bom", "--delimiter", ";", "--decimal", ",");
  const bytes = readFileSync(path);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head = "", first = ""] = bytes.toString("utf8").slice(1).split("\r\n");
  expect(head.split(";").slice(0, 5)).toEqual(["id", "category", "special_category", "rule", "score"]);
  expect(first.split(";")[4]).toMatch(/^[01](,\d+)?$/);
  expect(bytes.toString("utf8")).toContain("Größe.txt");
});

test("a program that reads CSV gets neither a mark nor semicolons unless they are asked for", async () => {
  const { path } = await exported("plain", "--format", "csv");
  expect(readFileSync(path, "utf8")).toMatch(/^id,category,/);
});

test("an option is refused for a format that does not take it", async () => {
  const { code, stderr } = await runCli(["export", "latest", "--format", "json", "--bom"], { cwd: project.path() });
  expect(code).toBe(2);
  expect(stderr).toContain('format "json" has no --bom');
  expect(stderr).toContain("--format csv");
});
