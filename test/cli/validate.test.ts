import { readdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test("valid runbooks are listed on stdout, and nothing is written", async () => {
  const before = readdirSync(project.dir);
  const args = ["validate", "shop.yaml", "failing.yaml"];
  const result = await cli(...args);
  expectGolden("cli/validate.txt", transcript(args, result, project.dir));
  expect(result.code).toBe(0);
  expect(readdirSync(project.dir)).toEqual(before);
});

test("every fault of every runbook is told, and the valid ones are still listed", async () => {
  const args = ["validate", "shop.yaml", "invalid.yaml", "none.yaml"];
  const result = await cli(...args);
  expectGolden("cli/validate-invalid.txt", transcript(args, result, project.dir));
  expect(result.code).toBe(2);
});

test("--quiet lists no valid runbook", async () => {
  expect(await cli("validate", "shop.yaml", "-q")).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("--json of a valid runbook is an empty Diagnostics object", async () => {
  const { code, stdout } = await cli("validate", "shop.yaml", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ apiVersion: "wct/v1", kind: "Diagnostics", diagnostics: [] });
});

test("--json gives each fault its code and place, in file order", async () => {
  const { code, stdout } = await cli("validate", "invalid.yaml", "--json");
  const { diagnostics } = JSON.parse(stdout);
  expect(code).toBe(2);
  expect(
    diagnostics.map((one: { code: string; location: { file: string; line: number; column: number } }) => {
      const { file, line, column } = one.location;
      return `${one.code} ${file}:${line}:${column}`;
    }),
  ).toEqual([
    "WCT_COMPONENT_UNKNOWN invalid.yaml:5:21",
    "WCT_ARTIFACT_UNKNOWN_INPUT invalid.yaml:7:14",
    "WCT_RUNBOOK_ENV_MISSING invalid.yaml:9:59",
  ]);
});

test("--no-env makes an unset variable a warning, and the exit code 0", async () => {
  project.write(
    "of-env.yaml",
    'name: N\ndescription: D\nartifacts:\n  db:\n    source: { type: sqlite, properties: { database_path: "${SHOP_DB}" } }\n',
  );
  expect((await cli("validate", "of-env.yaml")).code).toBe(2);
  const args = ["validate", "of-env.yaml", "--no-env"];
  const result = await cli(...args);
  expectGolden("cli/validate-no-env.txt", transcript(args, result, project.dir));
  expect(result.code).toBe(0);
});

test("the value of a variable stands in no message", async () => {
  project.write(
    "of-env.yaml",
    'name: N\ndescription: D\nartifacts:\n  db:\n    source: { type: sqlite, properties: { database_path: "${SHOP_DB}" } }\n',
  );
  const env = { SHOP_DB: "a-place-nobody-may-know" };
  const { code, stdout, stderr } = await runCli(["validate", "of-env.yaml", "--json"], { cwd: project.dir, env });
  expect(code).toBe(2);
  expect(stdout + stderr).not.toContain("nobody-may-know");
});
