import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(() => {
  project = makeProject();
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

interface Listed {
  readonly name: string;
}

describe.each([
  ["connectors", "sqlite"],
  ["processors", "gdpr_article_30"],
  ["exporters", "html"],
  ["rulesets", "local/personal_data/1.0.0"],
  ["schemas", "standard_input:1.0.0"],
])("wct %s", (kind, one) => {
  test("--json gives every key of every component", async () => {
    const { code, stdout } = await cli(kind, "--json");
    const list = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(Object.keys(list)).toEqual(["apiVersion", "kind", "of", "components"]);
    expect(list).toMatchObject({ apiVersion: "wct/v1", kind: "ComponentList", of: kind });
    for (const component of list.components) {
      expect(Object.keys(component).toSorted().join(" ")).toBe(
        "description example inputs name output plugin rules schema version",
      );
    }
  });

  test("lists in one line each what --json lists", async () => {
    const { components } = JSON.parse((await cli(kind, "--json")).stdout);
    const { stdout, stderr } = await cli(kind);
    const [, ...lines] = stdout.trimEnd().split("\n");
    expect(stderr).toBe("");
    expect(lines.map((line) => line.split("  ")[0])).toEqual(components.map(({ name }: Listed) => name));
  });

  test("NAME shows one in full", async () => {
    const { code, stdout } = await cli(kind, one);
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(new RegExp(`^${one}(?: |$)`));
    expect((await cli(kind, one, "--json")).stdout).toContain(`"name":"${one}"`);
  });

  test("an unknown NAME ends with 2", async () => {
    const { code, stdout, stderr } = await cli(kind, "nothing_of_this_name");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`there is no ${kind.slice(0, -1)} "nothing_of_this_name"`);
  });
});

test("a connector in full", async () => {
  const args = ["connectors", "sqlite"];
  expectGolden("cli/connectors-sqlite.txt", transcript(args, await cli(...args), project.dir));
});

test("the nearest name is offered for one that is mistyped", async () => {
  expect((await cli("connectors", "sqllite")).stderr).toContain('did you mean "sqlite"?');
});

test("a schema is found without its version", async () => {
  const { stdout } = await cli("schemas", "standard_input", "--json");
  expect(JSON.parse(stdout).components.map(({ name }: Listed) => name)).toEqual(["standard_input:1.0.0"]);
});

test("generate-schema prints a JSON Schema that accepts a valid runbook and refuses an invalid one", async () => {
  const { code, stdout, stderr } = await cli("generate-schema");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const accepts = new Ajv2020({ strict: false }).compile(JSON.parse(stdout));
  const runbook = (file: string): unknown => parse(readFileSync(project.path(file), "utf8"));
  expect(accepts(runbook("shop.yaml"))).toBe(true);
  expect(accepts(runbook("invalid.yaml"))).toBe(false);
});
