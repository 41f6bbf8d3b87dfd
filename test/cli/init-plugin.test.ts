import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-init-");
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test("a plugin is written to the folder that is named, and what to do next is said", async () => {
  const { code, stdout, stderr } = await cli("init", "--plugin", "parts/acme");
  expect(code).toBe(0);
  expect(stdout.trim().split("\n")).toEqual([
    "parts/acme/package.json",
    "parts/acme/tsconfig.json",
    "parts/acme/.gitignore",
    "parts/acme/src/index.ts",
    "parts/acme/src/index.test.ts",
    "parts/acme/runbook.yaml",
    "parts/acme/notes.txt",
    "parts/acme/README.md",
  ]);
  expect(stderr).toContain("install wct-cli, test, build and run the plugin as described in README.md");
  expect(JSON.parse(readFileSync(project.path("parts/acme/package.json"), "utf8"))).toMatchObject({ name: "acme" });
});

test("--json names the plugin, its connector and its files", async () => {
  const { stdout, stderr } = await cli("init", "--plugin", "acme", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ plugin: "acme", connector: "acme_lines", files: expect.any(Array) });
  expect(stderr).toBe("");
});

test.each([
  ["Acme Orders", "acme-orders", "acme_orders_lines"],
  ["wct-csv", "wct-csv", "csv_lines"],
  ["wct", "my-plugin", "my_plugin_lines"],
  ["2026", "2026", "my_lines"],
  ["Größe", "gro-e", "gro_e_lines"],
  ["___", "my-plugin", "my_plugin_lines"],
])("a folder %s gives the plugin %s with the connector %s", async (folder, plugin, connector) => {
  const { stdout } = await cli("init", "--plugin", folder, "--json");
  expect(JSON.parse(stdout)).toMatchObject({ plugin, connector });
});

test("nothing is written over, and nothing is written when a file is there", async () => {
  project.write("acme/package.json", "{}");
  project.write("acme/src/index.ts", "mine");
  expect(await cli("init", "--plugin", "acme")).toMatchObject({
    code: 2,
    stderr:
      'error[WCT_USAGE]: "acme" has "package.json" and "src/index.ts" already\n hint: name another folder: wct init --plugin DIR\n',
  });
  expect(readdirSync(project.path("acme"))).toEqual(["package.json", "src"]);
});

test("a folder that cannot be made is told", async () => {
  project.write("file", "");
  const { code, stderr } = await cli("init", "--plugin", "file/acme");
  expect(code).toBe(3);
  expect(stderr).toContain('the plugin cannot be written to "file/acme"');
});

test("nothing of a new plugin is looked for in the registry under the name of wct's package", async () => {
  expect((await cli("init", "--plugin", "fresh")).code).toBe(0);
  const manifest = JSON.parse(readFileSync(project.path("fresh/package.json"), "utf8"));
  expect(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })).not.toContain("wct-cli");
  expect(manifest.peerDependenciesMeta).toEqual(
    Object.fromEntries(Object.keys(manifest.peerDependencies).map((name) => [name, { optional: true }])),
  );
});
