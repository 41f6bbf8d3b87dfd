import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { oldRunbooks as runbooks } from "../support/old-runbooks.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
  for (const [name, { text }] of Object.entries(runbooks)) project.write(`${name}.yaml`, text);
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const read = (name: string) => readFileSync(project.path(name), "utf8");

const errorsOf = async (file: string): Promise<readonly string[]> => {
  const { stdout } = await cli("validate", file, "--no-env", "--json");
  const { diagnostics } = JSON.parse(stdout);
  interface Told {
    readonly code: string;
    readonly severity: string;
    readonly location: { readonly file: string } | null;
  }
  // Mistakes of a child runbook are told too; each file is migrated by itself.
  const errors = diagnostics.filter((one: Told) => one.severity === "error" && one.location?.file === file);
  return errors.map(({ code }: { code: string }) => code).toSorted();
};

describe.each(Object.entries(runbooks))("%s", (name, { left }) => {
  const file = `${name}.yaml`;
  test("is migrated, and what only a person can do is told and written there", async () => {
    const args = ["migrate", file, "-v"];
    const result = await cli(...args);
    expect(result.code).toBe(0);
    expectGolden(`cli/migrate/${name}.txt`, transcript(args, result, project.dir));
    const lost = read(file)
      .split("\n")
      .flatMap((line) => / ?#( [^"]*)$/.exec(line)?.[1] ?? []);
    expect(lost.filter((comment) => !result.stdout.includes(comment))).toEqual([]);
  });

  test("has then only errors that need a person, and nothing more to migrate", async () => {
    await cli("migrate", file, "-o", "new.yaml");
    if (!name.includes("organisation")) expect(await errorsOf("new.yaml")).toEqual(left);
    const before = read("new.yaml");
    const again = await cli("migrate", "new.yaml", "--write");
    expect(again.stderr).toContain("new.yaml: nothing to migrate");
    expect(read("new.yaml")).toBe(before);
  });

  test("shows no password", async () => {
    const { stdout, stderr } = await cli("migrate", file, "-v");
    expect(stderr).not.toMatch(/a secret|hunter22/);
    expect(stdout).not.toContain("a secret");
  });
});

test("a parent and its child are valid together after both were migrated", async () => {
  await cli("migrate", "old-child.yaml", "--write");
  await cli("migrate", "old-parent.yaml", "--write");
  expect(await errorsOf("old-parent.yaml")).toEqual([]);
});

test("the organisation file is then one of gdpr_article_30", async () => {
  await cli("migrate", "old-organisation.yaml", "-o", "organisation.yaml");
  project.write(
    "record.yaml",
    `name: a
description: b
artifacts:
  texts: { source: { type: filesystem, properties: { path: texts } } }
  found: { inputs: texts, process: { type: personal_data } }
  record: { inputs: found, process: { type: gdpr_article_30, properties: { organisation: organisation.yaml } } }
`,
  );
  expect(await errorsOf("record.yaml")).toEqual([]);
});

describe("a runbook of wct", () => {
  const own = ["examples/webshop/runbook.yaml", "examples/composed/runbook.yaml", "examples/composed/search.yaml"];
  test.each([...own, "examples/webshop/organisation.yaml"])("%s has nothing to migrate", async (file) => {
    const path = join(import.meta.dirname, "../..", file);
    const text = readFileSync(path, "utf8");
    project.write("own.yaml", text);
    const { code, stdout, stderr } = await cli("migrate", "own.yaml");
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: text, stderr: "own.yaml: nothing to migrate\n" });
  });
});

test("nothing is written without -o or --write, and -o overwrites nothing", async () => {
  const before = readdirSync(project.dir);
  await cli("migrate", "old-files.yaml");
  expect(readdirSync(project.dir)).toEqual(before);
  const { code, stderr } = await cli("migrate", "old-files.yaml", "-o", "old-mysql.yaml");
  expect(code).toBe(2);
  expect(stderr).toContain('error[WCT_MIGRATE_EXISTS]: "old-mysql.yaml" exists');
  expect(read("old-mysql.yaml")).toBe(runbooks["old-mysql"]?.text);
});

test("a path that was relative to the current folder is relative to the runbook", async () => {
  project.write("deep/old.yaml", runbooks["old-sqlite"]?.text ?? "");
  await cli("migrate", "deep/old.yaml", "--write");
  expect(read("deep/old.yaml")).toContain("database_path: ../shop.db");
  expect(await errorsOf("deep/old.yaml")).toEqual([]);
});

test("a single file becomes its folder", async () => {
  const text =
    "name: a\ndescription: b\nartifacts:\n  a: { source: { type: filesystem, properties: { path: texts/a.txt } } }\n";
  project.write("one.yaml", text);
  const { stdout } = await cli("migrate", "one.yaml");
  expect(stdout).toContain("{ path: texts, include: [ a.txt ] }");
});

test("line ends of Windows stay", async () => {
  project.write("crlf.yaml", (runbooks["old-sqlite"]?.text ?? "").replaceAll("\n", "\r\n"));
  const { stdout } = await cli("migrate", "crlf.yaml", "--json");
  expect(JSON.parse(stdout).text).not.toMatch(/[^\r]\n/);
});

test("--json gives the text, the changes and what is left", async () => {
  const { code, stdout } = await cli("migrate", "old-december.yaml", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: "Migration",
    written: null,
    changes: expect.arrayContaining([{ line: 8, column: 5, message: '"transform" is now "process"' }]),
    manual: [{ code: "WCT_MIGRATE_MANUAL", severity: "warning", location: { line: 16, column: 18 } }],
  });
});

test.each([
  ["missing.yaml", null, 'runbook "missing.yaml" does not exist'],
  ["broken.yaml", "name: [a\n", "error[WCT_RUNBOOK_SYNTAX]"],
  ["empty.yaml", "", 'it has no "artifacts"'],
  ["list.yaml", "- a\n", 'it has no "artifacts"'],
  ["oldest.yaml", "name: a\nconnectors: []\nexecution: []\n", "older format"],
  ["twice.yaml", "name: a\nname: b\nartifacts: {}\n", "twice.yaml:2:1"],
])("%s is refused", async (file, text, message) => {
  if (text !== null) project.write(file, text);
  const { code, stdout, stderr } = await cli("migrate", file, "-o", "new.yaml");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(existsSync(project.path("new.yaml"))).toBe(false);
});

test("secrets that are written in the file become variables, and none is shown", async () => {
  project.write(
    "secrets.yaml",
    `name: n
description: d
x-pw: &pw hunter2-a
artifacts:
  a: { source: { type: mysql, properties: { passwd: hunter2-b, host: db } } }
  b: { source: { type: mongodb, properties: { uri: "mongodb://u:hunter2-c@db/shop" } } }
  c: { source: { type: github, properties: { repository: a/b, token: hunter2-d } } }
`,
  );
  const { code, stdout, stderr } = await cli("migrate", "secrets.yaml", "-v");
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain("hunter2");
  expect(stdout).toContain('passwd: "${PASSWD}"');
  expect(stderr).toContain("set the variable URI, and change the secret");
});
