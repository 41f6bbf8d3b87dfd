import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedManifest } from "../scripts/published-manifest.ts";
import { call, install, node, packWct, tsc } from "./support/plugin-package.ts";

// The package as a user gets it: built, packed, and installed into a project that knows nothing else.
const root = realpathSync(mkdtempSync(join(tmpdir(), "wct-packed-")));
const user = join(root, "user");
const installed = join(user, "node_modules/wct-cli");
let tarball: string;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest = (): Manifest & Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());

beforeAll(() => {
  tarball = packWct(root);
  mkdirSync(user);
  writeFileSync(join(user, "package.json"), '{ "name": "user", "private": true, "type": "module" }');
  install(user, [tarball], ["@types/node"]);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

describe("the packed files", () => {
  test("are the program, its types, its data and its documents, and nothing else", () => {
    const kinds = new Set(
      filesOf(installed).map((path) => path.replace(/^([^/]+)\/.*?(\.d\.ts|\.\w+|[A-Z-]+)$/, "$1 $2")),
    );
    expect([...kinds].toSorted()).toEqual(
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "bin .js",
        "dist .cjs",
        "dist .bin",
        "dist .css",
        "dist .d.ts",
        "dist .js",
        "dist .json",
        "dist .txt",
        "dist .yaml",
        "dist PREACT-LICENSE",
        "dist THIRD-PARTY-NOTICES",
        "docs .md",
        "package.json",
        "schemas .json",
      ].toSorted(),
    );
  });

  test("hold no tests and nothing that only tests use", () => {
    expect(filesOf(join(installed, "dist")).filter((path) => /\.test\.|(^|\/)testing\//.test(path))).toEqual([]);
  });

  // Readers of documents, mails, archives and records and connectors of databases took 230 kB packed, the lists and the
  // model with which names of persons are found 600 kB, the rules and numbers of many countries 150 kB. The checker of
  // patterns in rulesets takes 0.7 MB packed and 2.9 MB on disk; it is a file that only rulesets with patterns load.
  test("stay within their budget: 5.5 MB packed, 18.5 MB on disk, 950 files", () => {
    const files = filesOf(installed);
    const bytes = files.reduce((sum, path) => sum + statSync(join(installed, path)).size, 0);
    expect(statSync(tarball).size).toBeLessThan(5_500_000);
    expect(bytes).toBeLessThan(18_500_000);
    expect(files.length).toBeLessThan(950);
  });

  test("link only to pages that are packed too, or that the web has", () => {
    const pages = filesOf(installed).filter((path) => path.endsWith(".md"));
    const dead = pages.flatMap((page) =>
      [...readFileSync(join(installed, page), "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = ""]) => join(page, "..", target))
        .filter((target) => !isOnlyInTheRepository(target))
        .filter((target) => statSync(join(installed, target), { throwIfNoEntry: false }) === undefined)
        .map((target) => `${page}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

/** Examples, and what contributors read: too large, or of no use without the source. */
const isOnlyInTheRepository = (path: string): boolean =>
  /^(examples\/|test\/|bench\/|src\/|scripts\/|CONTRIBUTING\.md|docs\/(architecture\.md|decisions))/.test(path);

describe("the packed package.json", () => {
  test("has no scripts and no tools: an installation runs nothing and warns of nothing", () => {
    expect(Object.keys(manifest())).not.toEqual(expect.arrayContaining(["scripts"]));
    expect(Object.keys(manifest())).not.toEqual(expect.arrayContaining(["devDependencies"]));
    expect(Object.keys(manifest())).not.toEqual(expect.arrayContaining(["allowScripts"]));
  });

  test("names every package that the code imports, and no other", () => {
    const imported = new Set<string>();
    for (const path of filesOf(join(installed, "dist")).filter((file) => /(?<!^report\/app)\.js$/.test(file))) {
      const text = readFileSync(join(installed, "dist", path), "utf8");
      const { module } = parseSync(path, text);
      // Lazily loaded ones too, where the name stands there.
      for (const { moduleRequest } of module.dynamicImports) {
        const [, name] = /^"([^"]+)"$/.exec(text.slice(moduleRequest.start, moduleRequest.end)) ?? [];
        if (name !== undefined) imported.add(name);
      }
      for (const { moduleRequest } of module.staticImports) imported.add(moduleRequest.value);
      for (const { entries } of module.staticExports)
        for (const { moduleRequest } of entries) if (moduleRequest) imported.add(moduleRequest.value);
    }
    const types = filesOf(join(installed, "dist"))
      .filter((path) => path.endsWith(".d.ts"))
      .flatMap((path) => [
        ...readFileSync(join(installed, "dist", path), "utf8").matchAll(/^(?:import|export) [^"]*from "([^"]+)"/gm),
      ])
      .map(([, from = ""]) => from);
    const packages = [...imported, ...types]
      .filter((from) => !from.startsWith(".") && !isBuiltin(from))
      .map((from) =>
        from
          .split("/")
          .slice(0, from.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    expect([...new Set(packages)].toSorted()).toEqual(Object.keys(manifest().dependencies).toSorted());
  });

  test("is what prepack makes of the checkout's, key by key", () => {
    const text = '{"name":"x","scripts":{"prepare":"y"},"devDependencies":{},"allowScripts":{},"exports":{}}';
    expect(JSON.parse(publishedManifest(text))).toEqual({ name: "x", exports: {} });
  });
});

describe("what a user may import", () => {
  const names = ["wct-cli", "wct-cli/plugin", "wct-cli/package.json", "wct-cli/schemas/run.schema.json"];

  test.each(names)("%s is found by Node", (name) => {
    const attributes = name.endsWith(".json") ? ', { with: { type: "json" } }' : "";
    const script = `const m = await import("${name}"${attributes}); console.log(Object.keys(m).length > 0)`;
    expect(node(["--input-type=module", "-e", script], user)).toBe("true\n");
  });

  test.each(["wct-cli/dist/index.js", "wct-cli/src/index.ts", "wct-cli/store"])("%s is closed", (name) => {
    const script = `await import("${name}").catch((error) => console.log(error.code))`;
    expect(node(["--input-type=module", "-e", script], user)).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED\n");
  });

  test.each([
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])(
    "types are found with module %s and resolution %s, also with the types of packages checked",
    { timeout: 60_000 },
    (module, resolution) => {
      writeFileSync(
        join(user, "uses.ts"),
        'import { definePlugin } from "wct-cli/plugin";\nimport * as wct from "wct-cli";\n' +
          'export const plugin = definePlugin({ name: "p", version: "1.0.0", wct: "*", components: [] });\n' +
          "// @ts-expect-error there is no such export\nexport const absent = wct.absent;\n",
      );
      const settings = ["--strict", "--target", "es2024", "--types", "node", "--noEmit", "--skipLibCheck", "false"];
      expect(() =>
        tsc([...settings, "--module", module, "--moduleResolution", resolution, "uses.ts"], user),
      ).not.toThrow();
    },
  );
});

test("the installed program runs", () => {
  const [bin = ""] = Object.values(manifest().bin);
  expect(node([join(installed, bin), "--version"], user)).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(node([join(installed, bin), "connectors"], user)).toContain("filesystem");
  expect(call("tar", ["-tzf", tarball], user)).toContain("package/bin/wct.js");
});

test("the program of the README prints the findings of the newest run", () => {
  const [bin = ""] = Object.values(manifest().bin);
  const [, program = ""] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(installed, "README.md"), "utf8")) ?? [];
  writeFileSync(join(user, "findings.mjs"), program);
  writeFileSync(join(user, "note.txt"), "Ada writes to ada@example.org\n");
  const runbook = `name: a
description: b
artifacts:
  notes: { source: { type: filesystem, properties: { path: ".", include: ["note.txt"] } } }
  personal_data: { inputs: notes, process: { type: personal_data }, output: true }
`;
  writeFileSync(join(user, "runbook.yaml"), runbook);
  node([join(installed, bin), "run", "runbook.yaml", "-q"], user);
  expect(node(["findings.mjs"], user)).toMatch(/^email note\.txt/);
});

describe("the program of the library's guide", () => {
  const example = readFileSync(join(import.meta.dirname, "../examples/library/privacy-check.ts"), "utf8");

  test("is the one of the examples", () => {
    const guide = readFileSync(join(installed, "docs/guide/library.md"), "utf8");
    expect(/```ts\n([\s\S]*?)```/.exec(guide)?.[1]).toBe(example);
  });

  test("has no type error for whoever installs the package, nor have the other programs of the guide", {
    timeout: 60_000,
  }, () => {
    writeFileSync(join(user, "privacy-check.ts"), example);
    const guide = readFileSync(join(installed, "docs/guide/library.md"), "utf8");
    const blocks = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
    expect(blocks.length).toBeGreaterThan(2);
    const files = blocks.map((block, place) => {
      writeFileSync(join(user, `guide-${place}.ts`), block);
      return `guide-${place}.ts`;
    });
    const settings = ["--strict", "--target", "es2024", "--types", "node", "--noEmit", "--skipLibCheck", "false"];
    const lib = ["--lib", "es2025,esnext.disposable"];
    tsc([...settings, ...lib, "--module", "nodenext", "privacy-check.ts", ...files], user);
  });

  test("plans, draws, runs with live events, lists findings and asks a policy", () => {
    writeFileSync(join(user, "privacy-check.ts"), example);
    writeFileSync(join(user, "people.txt"), "Ada writes to ada@example.org\n");
    const runbook = `name: People
description: What people write
artifacts:
  people: { source: { type: filesystem, properties: { path: ".", include: ["people.txt"] } } }
  personal_data: { inputs: people, process: { type: personal_data } }
`;
    writeFileSync(join(user, "people.yaml"), runbook);
    const said = node(["privacy-check.ts", "people.yaml"], user);
    expect(said.replaceAll(/run_\d{8}_\d{6}(_\d+)?/g, "RUN")).toBe(`People

people ─▶ personal_data

completed: people
completed: personal_data
RUN completed
email: 1
special-category: 0 findings
`);
  });
});
