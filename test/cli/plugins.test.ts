import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { normalise, runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-plugins-");
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const fixture = join(import.meta.dirname, "../fixtures/plugins/good.ts");

const runbook = `name: Numbers
description: Numbers and their sum
artifacts:
  numbers:
    source: { type: range, properties: { count: 4 } }
  sum:
    inputs: numbers
    process: { type: sum }
    output: true
`;

/** A plugin in plain JavaScript: it imports the contract by the path of its source. */
const contract = pathToFileURL(join(import.meta.dirname, "../../src/plugin/index.ts")).href;
const zod = import.meta.resolve("zod");
const pluginText = (name: string, type: string, text = "one") => `
import { z } from "${zod}";
import { defineConnector, definePlugin, defineSchema } from "${contract}";
export const words = defineSchema({
  ref: "fixture_words_${name.replaceAll("-", "_")}:1.0.0", description: "Words", stream: "words",
  content: z.strictObject({ words: z.array(z.strictObject({ word: z.string() })) }),
});
const reader = defineConnector({
  type: "${type}", description: "Words of ${name}", output: words, config: z.strictObject({}), deterministic: true,
  async *extract() { yield { word: "${text}" }; return {}; },
});
export default definePlugin({ name: "${name}", version: "1.0.0", wct: "^0.1.0", components: [reader] });
`;

describe("a plugin", () => {
  test("named by --plugin gives its components to run", async () => {
    project.write("numbers.yaml", runbook);
    const ran = await cli("run", "numbers.yaml", "--plugin", fixture, "--json");
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);
    const shown = await cli("inspect", "latest", "sum", "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({ schema: "fixture_total:1.0.0", content: { total: 10 } });
  });

  test("named by the nearest wct.yaml gives its components to every command that plans", async () => {
    project.write("wct.yaml", "plugins:\n  - ./plugins/words.mjs # a comment\n");
    project.write("plugins/words.mjs", pluginText("words", "word_list"));
    project.write("deep/words.yaml", "name: W\ndescription: D\nartifacts:\n  w:\n    source: { type: word_list }\n");
    const at = { cwd: project.path("deep") };
    expect(await runCli(["validate", "words.yaml"], at)).toMatchObject({
      code: 0,
      stdout: "words.yaml  valid, 1 artifact\n",
    });
    expect((await runCli(["connectors"], at)).stdout).toMatch(
      /^word_list +fixture_words_words:1\.0\.0 +Words of words$/m,
    );
    expect((await runCli(["schemas", "fixture_words_words"], at)).stdout).toContain('"x-wct-stream": "words"');
    expect((await runCli(["generate-schema"], at)).stdout).toContain('"word_list"');
    expect(await runCli(["run", "words.yaml"], at)).toMatchObject({ code: 0 });
  });

  test("named by an installed package's name is found from the folder that names it", async () => {
    project.write("parts/acme/package.json", '{ "name": "acme", "exports": "./main.mjs" }');
    project.write("parts/acme/main.mjs", pluginText("acme", "acme_words"));
    mkdirSync(project.path("node_modules"));
    symlinkSync(project.path("parts/acme"), project.path("node_modules/acme"));
    expect((await cli("connectors", "acme_words", "--json", "--plugin", "acme")).stdout).toContain('"plugin":"acme"');
  });
});

describe("what is wrong", () => {
  test("in wct.yaml is located, all at once", async () => {
    project.write("wct.yaml", "plugin:\n  - ./a.mjs\nplugins:\n  - 3\n  - ''\n");
    const { code, stderr } = await cli("connectors");
    expect(code).toBe(2);
    expect(stderr).toBe(`error[WCT_SETTINGS_UNKNOWN_KEY]: wct.yaml has no key "plugin"
  --> wct.yaml:1:1
  |
1 | plugin:
  | ^^^^^^
 hint: write "plugins"

error[WCT_SETTINGS_BAD_VALUE]: "plugins[0]" must be the name of a package or a path
  --> wct.yaml:4:5
  |
4 |   - 3
  |     ^
 hint: write it in quotes: "3"

error[WCT_SETTINGS_BAD_VALUE]: "plugins[1]" must be the name of a package or a path
  --> wct.yaml:5:5
  |
5 |   - ''
  |     ^^
 hint: write it as text
`);
  });

  test.each([
    ["plugins: acme", 'WCT_SETTINGS_BAD_VALUE]: "plugins" must be a list of packages and paths', "write [acme]"],
    ["- acme", "WCT_SETTINGS_BAD_VALUE]: wct.yaml must be a mapping", "write `plugins:` and a list"],
    ["plugins: [a", "WCT_RUNBOOK_SYNTAX]", "add the closing ]"],
  ])("%s", async (text, message, hint) => {
    project.write("wct.yaml", text);
    const { code, stderr } = await cli("validate", "shop.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`hint: ${hint}`);
    expect(stderr).toContain("--> wct.yaml:1:");
  });

  test("an empty wct.yaml names no plugins", async () => {
    project.write("wct.yaml", "# nothing yet\n");
    expect(await cli("validate", "shop.yaml")).toMatchObject({ code: 0 });
  });

  test("between plugins is told where the later one is named, before anything is written", async () => {
    project.write("wct.yaml", "plugins: [./a.mjs, ./b.mjs]\n");
    project.write("a.mjs", pluginText("first", "filesystem"));
    project.write("b.mjs", pluginText("second", "filesystem"));
    const { code, stderr } = await cli("run", "shop.yaml");
    expect(code).toBe(2);
    expect(stderr.match(/error.*|-->.*/g)).toEqual([
      'error[WCT_PLUGIN_CONFLICT]: connector "filesystem" of plugin "first" ("./a.mjs"): wct itself already offers a connector of that type',
      "--> wct.yaml:1:11",
      'error[WCT_PLUGIN_CONFLICT]: connector "filesystem" of plugin "second" ("./b.mjs"): wct itself already offers a connector of that type',
      "--> wct.yaml:1:20",
    ]);
    expect(existsSync(project.path(".wct"))).toBe(false);
  });

  test("in a runbook that needs a plugin which is not loaded says so", async () => {
    project.write("numbers.yaml", runbook);
    const { code, stderr } = await cli("validate", "numbers.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain("WCT_COMPONENT_UNKNOWN");
  });
});

test("a plugin that ends the process while it is loaded is no success, and prints nothing on stdout", async () => {
  project.write("quits.mjs", 'console.log("noise");\nprocess.exit(0);\n');
  const { ended } = spawnCli(["connectors", "--json", "--plugin", "./quits.mjs"], { cwd: project.dir });
  expect(await ended).toMatchObject({
    code: 2,
    stdout: "",
    stderr: 'noise\nerror[WCT_PLUGIN_LOAD_FAILED]: plugin "./quits.mjs" ended the process while it was loaded\n',
  });
});

test("commands that look never load a plugin's code", async () => {
  project.write("words.mjs", pluginText("words", "word_list"));
  project.write(
    "words.yaml",
    "name: W\ndescription: D\nartifacts:\n  w:\n    source: { type: word_list }\n    output: true\n",
  );
  // In a process of its own, so that nothing of it is loaded in this one.
  const ran = spawnCli(["run", "words.yaml", "--plugin", "./words.mjs"], { cwd: project.dir });
  expect(await ran.ended).toMatchObject({ code: 0 });
  const mark = project.path("loaded");
  project.write(
    "words.mjs",
    `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(mark)}, "");\nexport default 1;\n`,
  );
  project.write("wct.yaml", "plugins: [./words.mjs]\n");
  for (const args of [
    ["runs"],
    ["inspect", "latest"],
    ["inspect", "latest", "w"],
    ["inspect", "latest", "w", "--schema"],
    ["inspect", "latest", "w", "--meta"],
    ["verify"],
    ["export", "latest", "--format", "json", "-o", "handover"],
  ]) {
    const { code, stderr } = await cli(...args);
    expect({ args, code, stderr, loaded: existsSync(mark) }).toEqual({ args, code: 0, stderr: "", loaded: false });
  }
  // The mark would be there.
  expect(await cli("connectors")).toMatchObject({ code: 2 });
  expect(existsSync(mark)).toBe(true);
});

test("export loads a plugin that its own command line names", async () => {
  expect(await cli("run", "shop.yaml")).toMatchObject({ code: 0 });
  expect((await cli("export", "latest", "--format", "lines", "-o", "out")).code).not.toBe(0);
  const { code, stdout } = await cli("export", "latest", "--format", "lines", "-o", "out", "--plugin", fixture);
  expect({ code, stdout: normalise(stdout, project.dir) }).toEqual({ code: 0, stdout: "out/all.txt\n" });
});

test("a changed file of a plugin changes the fingerprint's part for plugins, and no other; a resumed run says so", async () => {
  project.write("words.yaml", "name: W\ndescription: D\nartifacts:\n  w:\n    source: { type: word_list }\n");
  const fingerprint = async (text: string, ...resume: string[]) => {
    project.write(`${text}/words.mjs`, pluginText("words", "word_list", text));
    const { stderr } = await cli("run", "words.yaml", "--plugin", `./${text}/words.mjs`, ...resume);
    if (resume.length > 0) expect(stderr).toContain("the plugin's files changed");
    return JSON.parse((await cli("inspect", "latest", "w", "--meta")).stdout).fingerprint;
  };
  const { plugin: one, digest: first, ...others } = await fingerprint("one");
  const { plugin: two, digest: second, ...same } = await fingerprint("two", "--resume", "latest");
  expect(one).not.toBe(two);
  expect(first).not.toBe(second);
  expect(same).toEqual(others);
});

test("the schema of a plugin's artifact is not in the record: what shows it is told with its reference", async () => {
  project.write(
    "numbers.yaml",
    "name: N\ndescription: D\nartifacts:\n  n: { source: { type: range, properties: { count: 3 } } }\n",
  );
  expect(await cli("run", "numbers.yaml", "--plugin", fixture)).toMatchObject({ code: 0 });
  expect(JSON.parse((await cli("inspect", "latest", "n", "--schema")).stdout)).toEqual({
    $ref: "fixture_numbers:1.0.0",
    $comment: "A plugin defines it: `wct schemas fixture_numbers:1.0.0` loads the plugins of wct.yaml and shows it.",
  });
  const { stdout } = await cli("schemas", "fixture_numbers:1.0.0", "--plugin", fixture, "--json");
  expect(stdout).toContain('"numbers"');
});
