import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { open } from "./language-service.ts";

const webshop = join(import.meta.dirname, "../../examples/webshop");
const folderOf = (path: string): URL => pathToFileURL(`${path}/`);
const runbook = (text: string) =>
  open(`# yaml-language-server: $schema=./runbook.schema.json\nname: N\ndescription: D\nartifacts:\n${text}`, folder);
const organisation = (text: string) =>
  open(`# yaml-language-server: $schema=./organisation.schema.json\n${text}`, folder);

let project: Project;
let folder: URL;
beforeAll(async () => {
  project = makeProject("wct-editor-");
  await runCli(["init", "shop.db", "texts", "--dir", "made"], { cwd: project.dir });
  folder = folderOf(project.path("made"));
});
afterAll(() => project[Symbol.dispose]());

const read = (path: string) => readFileSync(path, "utf8");

test.each(["runbook.yaml", "organisation.yaml"])("the example's %s has nothing that an editor marks", async (file) => {
  expect((await open(read(join(webshop, file)), folderOf(webshop))).diagnostics).toEqual([]);
});

test.each([
  ["runbook.schema.json", ["generate-schema"]],
  ["organisation.schema.json", ["generate-schema", "--for", "gdpr_article_30.organisation"]],
])("the example's %s is what wct generate-schema gives, formatted", async (file, args) => {
  const { stdout } = await runCli(args, { cwd: project.dir });
  expect(JSON.parse(read(join(webshop, file)))).toEqual(JSON.parse(stdout));
});

test.each(["runbook.yaml", "organisation.yaml"])("what wct init writes as %s has nothing to mark", async (file) => {
  expect((await open(read(project.path("made", file)), folder)).diagnostics).toEqual([]);
});

test.each([
  ["its type", "type: personal_¦data", "Personal data in tables, structured files and texts"],
  ["the example of its type", "type: personal_¦data", "```yaml\nmin_score: 0.5\n"],
  [
    "a property",
    "type: personal_data\n      properties:\n        min_sc¦ore: 0.5",
    "Findings with a lower score are dropped",
  ],
  [
    "a property within a property",
    "type: personal_data\n      properties:\n        column: { min_sh¦are: 0.5 }",
    "Share of the sampled values that must match",
  ],
  ["allowed values", "type: gdpr_article_30\n      properties: { organisation: o.yaml, ro¦le: both }", "* `processor`"],
])("hovering over a processor tells %s", async (_what, process, text) => {
  const { diagnostics, hover } = await runbook(`  a:\n    inputs: b\n    process:\n      ${process}\n`);
  expect({ diagnostics, hover }).toEqual({ diagnostics: [], hover: expect.stringContaining(text) });
});

test("hovering over a key of the organisation file tells what it is and an example", async () => {
  const { hover } = await organisation("transfers:\n  - country: US\n    mech¦anism: scc\n");
  expect(hover).toContain("What the transfer stands on");
  expect(hover).toContain("* `adequacy`");
  expect(hover).toContain("```yaml\nscc\n```");
});

test.each([
  ["connectors", "source", ["filesystem", "mysql", "postgres", "sql_dump", "sqlite"]],
  [
    "processors",
    "process",
    ["data_subject", "gdpr_article_30", "gdpr_classifier", "personal_data", "processing_purpose"],
  ],
])("types of %s are offered, each with what it does", async (_kind, key, types) => {
  const { offered } = await runbook(`  a:\n    ${key}:\n      type: ¦\n`);
  expect(offered.map(({ label }) => label).toSorted()).toEqual(types);
  for (const { about } of offered) expect(about.length).toBeGreaterThan(30);
});

test("properties of the chosen type are offered, of that one only, and none that is there", async () => {
  const { offered } = await runbook(
    "  a:\n    source:\n      type: sqlite\n      properties:\n        database_path: x\n        ¦\n",
  );
  const keys = ["tables", "max_rows_per_table", "sampling", "seed", "schema_only", "max_cell_chars"];
  expect(offered.map(({ label }) => label)).toEqual(keys);
});

test("values of an enumeration are offered", async () => {
  const { offered } = await runbook(
    "  a:\n    source:\n      type: sqlite\n      properties:\n        database_path: x\n        sampling: ¦\n",
  );
  expect(offered.map(({ label }) => label).toSorted()).toEqual(["first", "random", "stride"]);
});

test("a whole artifact of every component is offered, and each is valid once its tab stops are filled", async () => {
  const { offered } = await runbook("  ¦\n");
  const whole = offered.filter(({ insert }) => insert.includes("type:"));
  expect(whole.map(({ label }) => label).toSorted()).toEqual([
    ...["data_subject", "filesystem", "gdpr_article_30", "gdpr_classifier", "mysql", "personal_data", "postgres"],
    ...["processing_purpose", "sql_dump", "sqlite"],
  ]);
  for (const { label, insert } of whole) {
    const text = filled(insert).replaceAll(/^/gm, "  ");
    expect({ label, ...(await runbook(`${text}\n`)) }).toMatchObject({ label, diagnostics: [] });
    expect(Object.keys(parse(text))).toEqual([label]);
  }
});

test("snippets of sources run as they are, beside data that is there", { timeout: 20_000 }, async () => {
  const { offered } = await runbook("  ¦\n");
  // A database server is not there.
  const sources = offered.filter(
    ({ insert }) => insert.includes("source:") && !/type: (?:mysql|postgres)\b/.test(insert),
  );
  mkdirSync(project.path("documents"));
  project.write("documents/a.txt", "Ada writes to ada@example.org\n");
  project.write("backups/shop.sql", "CREATE TABLE `t` (`a` int);\n");
  const artifacts = sources.map(({ insert }) => filled(insert).replaceAll(/^/gm, "  ")).join("\n");
  project.write("snippets.yaml", `name: N\ndescription: D\nartifacts:\n${artifacts}\n`);
  const { code, stdout } = await runCli(["run", "snippets.yaml", "--workers", "1"], { cwd: project.dir });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("3 completed") });
});

const source = (properties: string) => `  a:\n    source:\n      type: filesystem\n      properties:\n${properties}`;

test.each([
  [
    "a type",
    "  a:\n    source:\n      type: sqlitee\n",
    ['7:13 Value must be "filesystem" | "mysql" | "postgres" | "sql_dump" | "sqlite".'],
  ],
  ["a key of an artifact", "  a:\n    inputs: b\n    outptu: true\n", ["7:5 Property outptu is not allowed."]],
  ["a property", source("        path: x\n        max_file: 1\n"), ["10:9 Property max_file is not allowed."]],
  ["a value", source("        path: x\n        max_files: many\n"), ['10:20 Incorrect type. Expected "integer".']],
  ["a missing property", source("        max_files: 1\n"), ['8:7 Missing property "path".']],
  [
    "a second way of being made",
    "  a:\n    source:\n      type: filesystem\n      properties: { path: x }\n    inputs: b\n",
    ["9:5 Property inputs is not allowed."],
  ],
  [
    "a processor without inputs",
    "  a:\n    process:\n      type: personal_data\n",
    ["6:5 Object is missing property inputs required by property process."],
  ],
])("%s that is wrong is marked where it is, and nothing else", async (_what, text, diagnostics) => {
  expect((await runbook(text)).diagnostics).toEqual(diagnostics);
});

test.each([
  ["a key", "controller:\n  nam: x\n", ["3:3 Property nam is not allowed."]],
  ["a missing key", "retention:\n  - category: email\n", ['3:5 Missing property "period".']],
  ["a value", "recipients:\n  - { name: x, kind: extern }\n", [expect.stringMatching(/^3:22 .*"external"/)]],
])("%s of the organisation file that is wrong is marked where it is", async (_what, text, diagnostics) => {
  expect((await organisation(text)).diagnostics).toEqual(diagnostics);
});

test("components of a plugin are offered with their snippets", async () => {
  const plugin = join(import.meta.dirname, "../fixtures/plugins/good.ts");
  const { stdout } = await runCli(["generate-schema", "--plugin", plugin], { cwd: project.dir });
  project.write("plugged/runbook.schema.json", stdout);
  const head = "# yaml-language-server: $schema=./runbook.schema.json\nname: N\ndescription: D\nartifacts:\n";
  const { offered } = await open(`${head}  ¦\n`, folderOf(project.path("plugged")));
  expect(offered.map(({ label }) => label)).toEqual(expect.arrayContaining(["sqlite", "range", "sum"]));
});

test("every key of every component's configuration says what it is", () => {
  const schema = JSON.parse(read(join(webshop, "runbook.schema.json")));
  expect(Object.keys(schema.$defs).length).toBe(12);
  expect(Object.entries(schema.$defs).flatMap(([name, held]) => undescribed(held, name))).toEqual([]);
});

/** Paths of the properties without a description. */
function undescribed(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties, items, anyOf } = schema as Record<string, unknown>;
  const keys = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  return [
    ...keys.flatMap(([key, held]) => {
      const isReport = typeof held === "object" && held !== null && "description" in held;
      return [...(isReport ? [] : [`${path}.${key}`]), ...undescribed(held, `${path}.${key}`)];
    }),
    ...[items, anyOf].flat().flatMap((inner) => undescribed(inner, path)),
  ];
}

/** A snippet as the editor leaves it when every tab stop keeps its text. */
const filled = (snippet: string): string =>
  snippet.replaceAll(/\\([\\$}])|\$\{\d+:([^}]*)\}|\$\d+/g, (_whole, escaped, kept) => escaped ?? kept ?? "x");

test("merge keys are not marked, in an artifact, in properties and in the artifacts", async () => {
  const common = `x-common: &common { process: { type: personal_data }, tags: [pii] }
x-limits: &limits { max_rows_per_table: 5 }
x-set: &set { more: { source: { type: filesystem, properties: { path: . } } } }
`;
  const { diagnostics } = await open(
    `# yaml-language-server: $schema=./runbook.schema.json\n${common}name: N\ndescription: D
artifacts:
  <<: *set
  a: { source: { type: sqlite, properties: { <<: *limits, database_path: a.db } } }
  b: { <<: [*common, { output: true }], inputs: a }
`,
    folder,
  );
  expect(diagnostics).toEqual([]);
});
