import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { postgresServer } from "../../src/testing/servers/index.ts";
import { program } from "../support/program.ts";
import type { Finished } from "../support/remote-project.ts";
import { remoteTests } from "../support/remote-tests.ts";

const root = join(import.meta.dirname, "../..");
const slow = { timeout: 60_000 };
const ruleset = (rule: string): string => `id: school/personal_data/1.0.0
name: School
version: 1.0.0
kind: personal_data
description: What a school holds
entities: { person: [pupil], thing: [room] }
rules:
  - id: ${rule}
    category: ${rule}
    patterns: ['PUP-\\d{5}']
    context: [pupil]
    examples:
      match: [{ text: "pupil PUP-12345" }]
      no_match: [{ text: "part PUP-1" }]
`;

describe.skipIf(postgresServer === undefined)("a worker that is not the same [needs PostgreSQL]", slow, () => {
  const { remote } = remoteTests();
  beforeEach(() => {
    remote().machine("other");
  });

  const run = (env: Readonly<Record<string, string>> = {}): Promise<Finished> =>
    remote().wct(["run", "--remote=all", "--timeout", "20"], "main", env);
  const content = async (artifact: string): Promise<string> =>
    (await remote().wct(["inspect", "latest", artifact])).stdout;

  test("has another file at the same path: the file of the run is read", async () => {
    remote().project.write("main/data.txt", " of the run");
    remote().project.write("other/data.txt", " of the worker");
    remote().runbook("  a: { source: { type: say, properties: { word: says, path: data.txt } } }\n");
    await remote().worker([], "other");
    const made = await run();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect(await content("a")).toContain("saysof the run");
  });

  test("has another ruleset at the same path: the ruleset of the run is used", async () => {
    remote().project.write("main/texts/a.txt", "pupil PUP-12345\n");
    remote().project.write("main/rules/school.yaml", ruleset("of_the_run"));
    remote().project.write("other/rules/school.yaml", ruleset("of_the_worker"));
    remote().runbook(
      `  texts: { source: { type: filesystem, properties: { path: texts } } }
  found: { inputs: [texts], process: { type: personal_data, properties: { ruleset: rules/school.yaml } }, output: true }
`,
    );
    await remote().worker([], "other");
    const made = await run();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const found = await content("found");
    expect(found).toContain("of_the_run");
    expect(found).not.toContain("of_the_worker");
  });

  test("has another ruleset of a plugin whose own files are the same: it makes nothing, and a fit one does", async () => {
    const plugin = pathToFileURL(join(root, "src/plugin/index.ts")).href;
    // The name of the file is put together, so that it is no part of the plugin's digest.
    const text = `import { definePlugin } from "${plugin}";
const file = new URL(["school", "yaml"].join("."), import.meta.url);
export default definePlugin({ name: "school", wct: "^0.1.0", rulesets: [{ uri: "school/personal_data/1.0.0", description: "d", file }] });
`;
    for (const folder of ["main", "other", "fit"]) {
      remote().machine(folder);
      remote().project.write(`${folder}/school.ts`, text);
      remote().project.write(`${folder}/wct.yaml`, "plugins: [./plugin.ts, ./school.ts]\n");
      remote().project.write(`${folder}/school.yaml`, ruleset(folder === "other" ? "of_the_worker" : "of_the_run"));
    }
    remote().project.write("main/texts/a.txt", "pupil PUP-12345\n");
    remote().runbook(
      `  texts: { source: { type: filesystem, properties: { path: texts } } }
  found: { inputs: [texts], process: { type: personal_data, properties: { ruleset: school/personal_data/1.0.0 } }, output: true }
`,
    );
    await remote().worker([], "other");
    const refused = await run();
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(
      `failed: WCT_PRODUCE_WORKER_UNFIT, no worker may make it: ${hostname()}: the ruleset school/personal_data/1.0.0 is another\n`,
    );
    await remote().worker([], "fit");
    const made = await run();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect(await content("found")).toContain("of_the_run");
  });

  test("lacks a plugin, or a variable: it makes nothing, and says which", async () => {
    remote().project.write("other/wct.yaml", "");
    remote().runbook('  a: { source: { type: say, properties: { word: "${WORD}" } } }\n');
    await remote().worker([], "other", { WORD: "right" });
    expect((await run({ WORD: "right" })).stderr).toContain(`may make it: ${hostname()}: there is no connector "say"`);
    await remote().end();
    await remote().worker();
    expect((await run({ WORD: "right" })).stderr).toContain("the variable WORD is not set");
  });

  test.skipIf(program.endsWith(".ts"))(
    "has another version of wct: it makes nothing, and a fit one does [needs WCT_TEST_BUILT]",
    async () => {
      const older = remote().project.path("older");
      for (const part of ["bin", "dist"]) cpSync(join(root, part), join(older, part), { recursive: true });
      const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      writeFileSync(join(older, "package.json"), JSON.stringify({ ...manifest, version: "0.0.9" }));
      symlinkSync(join(root, "node_modules"), join(older, "node_modules"));
      mkdirSync(remote().project.path("plain"));
      remote().project.write("main/texts/a.txt", "pupil\n");
      remote().runbook(
        "  texts: { runs_on: [x], source: { type: filesystem, properties: { path: texts } }, output: true }\n",
      );
      await remote().worker(["--label", "x"], "plain", {}, join(older, "bin/wct.js"));
      const refused = await run();
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.stderr).toMatch(/no worker may make it: \S+: wct is 0\.0\.9, the run needs \d+\.\d+\.\d+/);
      await remote().worker(["--label", "x"]);
      const made = await run();
      expect(made, made.stderr).toMatchObject({ code: 0 });
    },
  );
});
