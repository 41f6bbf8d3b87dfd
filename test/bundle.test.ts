import { posix } from "node:path";
import { parseSync } from "oxc-parser";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleProgram } from "../scripts/bundle.ts";

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  const bundle = await bundleProgram();
  files = new Map(bundle.files.map(({ path, contents }) => [path, contents]));
}, 60_000);

interface Asked {
  readonly always: readonly string[];
  readonly lazily: readonly string[];
}

/** The files of the bundle that one of it asks for, by what it is and not by what its texts say. */
function askedBy(path: string): Asked {
  const text = files.get(path) ?? "";
  const { module } = parseSync(path, text);
  const from = (specifier: string): readonly string[] =>
    specifier.startsWith(".") ? [posix.join(posix.dirname(path), specifier)] : [];
  const written = (span: { readonly start: number; readonly end: number }): string =>
    /^"(.+)"$/.exec(text.slice(span.start, span.end))?.[1] ?? "";
  const exported = module.staticExports.flatMap(({ entries }) => entries.map((one) => one.moduleRequest?.value ?? ""));
  return {
    always: [...module.staticImports.map((one) => one.moduleRequest.value), ...exported].flatMap(from),
    lazily: module.dynamicImports.map((one) => written(one.moduleRequest)).flatMap(from),
  };
}

/** What is loaded with a file, itself included, as far as it is not loaded lazily. */
function loadedWith(path: string, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the bundle has no ${path}`);
  if (seen.has(path)) return seen;
  seen.set(path, text);
  for (const to of askedBy(path).always) loadedWith(to, seen);
  return seen;
}

const bytes = (loaded: ReadonlyMap<string, string>): number =>
  [...loaded.values()].reduce((sum, text) => sum + text.length, 0);

describe("the bundle", () => {
  test("has every file that one of it asks for, lazily or not", () => {
    for (const path of [...files.keys()].filter((one) => one.endsWith(".js"))) {
      const { always, lazily } = askedBy(path);
      expect(
        [...always, ...lazily].filter((to) => !files.has(to)),
        `asked for by ${path}`,
      ).toEqual([]);
    }
  });

  test("answers --version before anything but the start is loaded", () => {
    expect(bytes(loadedWith("bin.js"))).toBeLessThan(15_000);
  });

  test("brings a thread little: no YAML, no CEL, no command", () => {
    const [begin = ""] = askedBy("executor/threads/inside/entry.js").lazily;
    const loaded = loadedWith(begin);
    expect(bytes(loaded)).toBeLessThan(850_000);
    const sources = [...loaded.values()].flatMap((text) => text.match(/^\/\/ (?:src|node_modules)\/.*$/gm) ?? []);
    expect(sources.filter((one) => /\/(yaml|@marcbachmann|src\/cli|commander)\//.test(one))).toEqual([]);
  });

  test("brings a connector of databases no readers of documents, mails and archives", () => {
    for (const connector of ["postgres", "mysql", "sqlite"]) {
      const sources = [...loadedWith(`components/${connector}/extract.js`).values()].join("\n");
      expect(sources, connector).toMatch(/^\/\/ src\/formats\/records\//m);
      expect(sources, connector).not.toMatch(/^\/\/ src\/formats\/(?:documents|mail|archives)\//m);
    }
  });

  test("brings a command that looks at runs no library that parses or validates", () => {
    const runs = [...files.keys()].find((path) => /^runs-[A-Z0-9]+\.js$/.test(path)) ?? "";
    const sources = [...loadedWith(runs).values()].join("\n");
    expect(sources).not.toMatch(/^\/\/ node_modules\/(yaml|ajv|json-p3|@marcbachmann)\//m);
  });
});
