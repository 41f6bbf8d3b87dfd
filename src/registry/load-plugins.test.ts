import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { SourceRange } from "../diagnostics/index.ts";
import { importPlugin } from "./import-plugin.ts";
import { loadPlugins } from "./index.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "wct-plugins-")));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let projects = 0;
// Node caches imported modules by path, so each test has its own folder.
beforeEach(() => {
  folder = join(root, `project-${projects++}`);
  mkdirSync(folder);
});

const write = (path: string, text: string): string => {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
};

const plugin = (fields = "", name = "acme") =>
  `export default { name: "${name}", version: "1.2.3", wct: "^0.1.0", components: [], schemas: [], rulesets: [], ${fields} };\n`;

const host = { version: "0.1.4", name: "wct" };
const load = (...written: string[]) =>
  loadPlugins(
    written.map((one) => ({ written: one, folder, location: null })),
    host,
  );

async function problems(...written: string[]): Promise<string[]> {
  const loaded = await load(...written);
  return loaded.ok ? [] : loaded.diagnostics.map(({ code, message }) => `${code} ${message}`);
}

async function hints(written: string): Promise<(string | undefined)[]> {
  const loaded = await load(written);
  return loaded.ok ? [] : loaded.diagnostics.map(({ hint }) => hint);
}

async function only(written: string) {
  const loaded = await load(written);
  if (!loaded.ok) expect.fail(loaded.diagnostics.map(({ message }) => message).join("\n"));
  const [one] = loaded.plugins;
  return one ?? expect.fail("no plugin");
}

describe("a plugin is found", () => {
  test.each([
    ["./acme.mjs", "acme.mjs"],
    ["acme.mjs", "acme.mjs"],
    ["plugins/acme.ts", "plugins/acme.ts"],
    ["./acme", "acme/index.js"],
    ["acme", "node_modules/acme/index.js"],
    ["@shop/acme", "node_modules/@shop/acme/index.js"],
  ])("%s as %s", async (written, file) => {
    write("package.json", '{ "type": "module" }');
    write("node_modules/acme/package.json", '{ "type": "module" }');
    write("node_modules/@shop/acme/package.json", '{ "type": "module" }');
    const full = write(file, plugin());
    const { home, definition, named } = await only(written);
    expect(home).toMatchObject({ plugin: "acme", module: pathToFileURL(full).href });
    expect(definition.version).toBe("1.2.3");
    expect(named?.written).toBe(written);
  });

  test.each([
    ['{ "exports": "./lib/a.mjs" }'],
    ['{ "exports": { ".": "./lib/a.mjs", "./package.json": "./package.json" } }'],
    ['{ "exports": { "types": "./lib/a.d.ts", "require": "./lib/a.cjs", "import": "./lib/a.mjs" } }'],
    ['{ "exports": { ".": { "import": { "types": "./a.d.ts", "default": "./lib/a.mjs" } } } }'],
    ['{ "exports": [{ "browser": "./b.js" }, "./lib/a.mjs"] }'],
    ['{ "main": "lib/a.mjs" }'],
  ])("by its package.json: %s", async (manifest) => {
    write("node_modules/acme/package.json", manifest);
    const full = write("node_modules/acme/lib/a.mjs", plugin());
    expect((await only("acme")).home.module).toBe(pathToFileURL(full).href);
  });

  test("in a folder above", async () => {
    write("node_modules/acme/index.mjs", plugin());
    const below = join(folder, "deep/er");
    mkdirSync(below, { recursive: true });
    const loaded = await loadPlugins([{ written: "acme", folder: below, location: null }], host);
    expect(loaded.ok).toBe(true);
  });

  test("once, when a link and a path lead to it", async () => {
    write("plugins/acme/index.mjs", plugin());
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(folder, "plugins/acme"), join(folder, "node_modules/acme"));
    expect(await load("acme", "./plugins/acme", "./plugins/acme/index.mjs")).toMatchObject({
      ok: true,
      plugins: [{ named: { written: "acme" } }],
    });
  });
});

describe("a plugin that is not there", () => {
  test.each([
    ["acme", 'plugin "acme" is not installed', 'write "acne"; a path begins with ./'],
    [
      "elsewhere",
      'plugin "elsewhere" is not installed',
      "install it with `npm install elsewhere`; a path begins with ./",
    ],
    [
      "./plugns/x.mjs",
      'plugin "./plugns/x.mjs" does not exist',
      "correct the path; it is relative to the current folder",
    ],
    ["./x.mj", 'plugin "./x.mj" does not exist', 'write "./x.mjs"; it is relative to the current folder'],
    ["plugins", 'plugin "plugins" is not an installed package', 'write "./plugins" for the folder'],
    [
      "./plugins",
      'plugin "./plugins" has neither a package.json that names its module nor an index.js',
      "add one of them",
    ],
    [
      "./unbuilt",
      'plugin "./unbuilt" is not complete: its package.json names "./dist/a.js", which does not exist',
      "build it: `npm install && npm run build` in its folder",
    ],
    ["./torn", 'plugin "./torn" has a package.json that cannot be read', "correct the file"],
  ])("%s", async (written, message, hint) => {
    write("node_modules/acne/index.mjs", plugin());
    write("x.mjs", plugin());
    mkdirSync(join(folder, "plugins"));
    write("unbuilt/package.json", '{ "exports": { ".": "./dist/a.js" } }');
    write("torn/package.json", "{");
    expect(await problems(written)).toEqual([`WCT_PLUGIN_NOT_FOUND ${message}`]);
    expect(await hints(written)).toEqual([hint]);
  });
});

describe("a plugin that does not load", () => {
  test.each([
    ['throw new TypeError("no\\n way");', "TypeError: no way (a.mjs:1)"],
    ['throw "a text";', "it throws a text"],
    [
      "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });",
      "it throws a value that cannot be read",
    ],
  ])("%s", async (text, why) => {
    write("a.mjs", text);
    expect(await problems("./a.mjs")).toEqual([`WCT_PLUGIN_LOAD_FAILED plugin "./a.mjs" cannot be loaded: ${why}`]);
  });

  test("does not keep the program waiting for ever", async () => {
    const module = pathToFileURL(write("a.mjs", "await new Promise(() => {});")).href;
    const named = { written: "./a.mjs", folder, location: null };
    await expect(importPlugin(named, module, 0.05)).rejects.toMatchObject({
      code: "WCT_PLUGIN_LOAD_FAILED",
      message: 'plugin "./a.mjs" did not end loading within 0.05 s',
    });
  });
});

describe("a module that is no plugin", () => {
  const schema = '{ ref: "a:1.0.0", stream: null, description: "", jsonSchema: {} }';
  const config = '{ "~standard": { version: 1, vendor: "x", validate() {}, jsonSchema: { input() {} } } }';
  const processor = `kind: "processor", type: "p", description: "", config: ${config}, output: ${schema}, process() {}`;

  test.each([
    ["export const plugin = 1;", "its default export is missing"],
    ["export default null;", "its default export is null"],
    ["export default () => ({});", "its default export is a function"],
    [plugin("", "Acme Corp"), "its `name` is not lower-case letters, digits, - . _ ~, as a package's is"],
    [plugin("wct: undefined"), "it does not state a range of wct versions in `wct`"],
    [plugin('wct: "soon"'), 'its `wct` is "soon", which is not a range of versions'],
    [plugin("version: 1"), "its `version` is not a text"],
    [plugin("components: {}"), "its `components` is not a list"],
    [plugin("components: [1]"), "components[0] is a number"],
    [
      plugin('components: [{ kind: "reader" }]'),
      "components[0] is not what defineConnector, defineProcessor or defineExporter returns",
    ],
    [plugin('components: [{ kind: "exporter", type: "x" }]'), 'components[0] (exporter "x") has no function `export`'],
    [
      plugin(`components: [{ ${processor} }]`),
      'components[0] (processor "p") has no `inputs`: a list of lists of schemas',
    ],
    [
      plugin(`components: [{ ${processor}, inputs: [[{}]] }]`),
      'components[0] (processor "p") has no `inputs`: a list of lists of schemas',
    ],
    [
      plugin(`components: [{ ${processor}, inputs: [], config: {} }]`),
      'components[0] (processor "p") has no `config` that implements Standard JSON Schema, as zod\'s do',
    ],
    [plugin("schemas: [{}]"), "schemas[0] is not what defineSchema returns"],
    [
      plugin('rulesets: [{ uri: "a/b/1", description: "", file: "./rules.yaml" }]'),
      "rulesets[0] has a `file` that is not a file URL",
    ],
    [plugin('get components() { throw new Error("trap"); }'), "it throws when it is read: trap"],
  ])("%s", async (text, problem) => {
    write("a.mjs", text);
    expect(await problems("./a.mjs")).toEqual([`WCT_PLUGIN_INVALID plugin "./a.mjs" is not a plugin: ${problem}`]);
  });
});

describe("the range of wct versions", () => {
  test.each(["^0.1.0", ">=0.1.3 <0.3", "0.1.4", "*", "~0.1"])("%s fits", async (range) => {
    write("a.mjs", plugin(`wct: "${range}"`));
    expect(await problems("./a.mjs")).toEqual([]);
  });

  test.each(["^0.2.0", "<0.1.4", "^1"])("%s does not", async (range) => {
    write("a.mjs", plugin(`wct: "${range}"`));
    expect(await problems("./a.mjs")).toEqual([
      `WCT_PLUGIN_HOST_VERSION plugin "./a.mjs" works with wct ${range}, and this is wct 0.1.4`,
    ]);
  });
});

describe("names", () => {
  test("are those of one plugin", async () => {
    write("a.mjs", plugin());
    write("b.mjs", plugin());
    expect(await problems("./a.mjs", "./b.mjs")).toEqual([
      'WCT_PLUGIN_DUPLICATE_NAME plugin "./b.mjs" has the same name "acme" as "./a.mjs"',
    ]);
  });

  test("are not wct's own", async () => {
    write("a.mjs", plugin("", "wct"));
    expect(await problems("./a.mjs")).toEqual([
      'WCT_PLUGIN_DUPLICATE_NAME plugin "./a.mjs" has the name "wct", which is reserved for wct',
    ]);
  });
});

test("everything that is wrong comes at once, located where it is written", async () => {
  write("a.mjs", "export default 1;");
  const at = (line: number): SourceRange => ({ file: "wct.yaml", line, column: 5, endLine: line, endColumn: 12 });
  const named = ["./a.mjs", "./nowhere"].map((written, index) => ({ written, folder, location: at(index + 2) }));
  expect(await loadPlugins(named, host)).toMatchObject({
    diagnostics: [
      { code: "WCT_PLUGIN_INVALID", location: at(2) },
      {
        code: "WCT_PLUGIN_NOT_FOUND",
        location: at(3),
        hint: expect.stringContaining("relative to the folder of wct.yaml"),
      },
    ],
  });
});
