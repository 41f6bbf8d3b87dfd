import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");

/** The table of docs/architecture.md: folder -> floor. */
const floors: Readonly<Record<string, number>> = {
  cli: 7,
  components: 6,
  debug: 6,
  planner: 5,
  executor: 5,
  render: 5,
  store: 4,
  registry: 4,
  plugin: 3,
  runbook: 3,
  run: 2,
  schema: 2,
  domain: 1,
  graph: 0,
  diagnostics: 0,
};

/** Folders that may touch the outside, and the modules that each may use for it. */
const outside: Readonly<Record<string, readonly string[] | "any">> = {
  cli: "any",
  components: "any",
  store: "any",
  registry: "any",
  // Inside a worker only: files that exporters write, and child processes, whose output is kept from the program's.
  executor: ["node:worker_threads", "node:os", "node:stream", "node:fs", "node:child_process"],
};

const outsideModules =
  /^(node:)?(fs|fs\/promises|net|http|https|http2|dgram|tls|child_process|worker_threads|cluster|os|process|readline|repl|sqlite|dns|inspector|vm)$/;

interface ImportSite {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("testing/"))
  .sort();

const imports: readonly ImportSite[] = files.flatMap((file) => {
  const { module } = parseSync(file, readFileSync(join(src, file), "utf8"));
  const text = readFileSync(join(src, file), "utf8");
  const dynamic = module.dynamicImports.map((one) => text.slice(one.moduleRequest.start, one.moduleRequest.end));
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  const targets = [...named, ...dynamic.filter((text) => /^["']/.test(text)).map((text) => text.slice(1, -1))];
  return [...new Set(targets)].map((target) => ({ file, folder: file.split("/")[0] ?? "", target }));
});

const resolved = (site: ImportSite): string => relative(src, resolve(dirname(join(src, site.file)), site.target));

test("every folder of src has a floor", () => {
  const folders = readdirSync(src, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "testing",
  );
  expect(folders.map((entry) => entry.name).filter((name) => !(name in floors))).toEqual([]);
});

test("a file imports its own folder and strictly lower floors, through the folder's index", () => {
  const wrong = imports
    .filter((site) => site.target.startsWith("."))
    .filter((site) => site.file.includes("/"))
    .filter((site) => {
      const target = resolved(site);
      const folder = target.split("/")[0] ?? "";
      if (folder === site.folder) return false;
      const lower = (floors[folder] ?? 99) < (floors[site.folder] ?? -1);
      return !lower || target !== `${folder}/index.ts`;
    });
  expect(wrong.map((site) => `${site.file} -> ${resolved(site)}`)).toEqual([]);
});

test("built-in components import only the author's contract", () => {
  const wrong = imports.filter((site) => {
    if (site.folder !== "components" || !site.target.startsWith(".")) return false;
    const folder = resolved(site).split("/")[0];
    return folder !== "components" && folder !== "plugin";
  });
  expect(wrong.map((site) => `${site.file} -> ${site.target}`)).toEqual([]);
});

test("floors that touch nothing outside import no module for it", () => {
  const wrong = imports.filter((site) => {
    const allowed = outside[site.folder] ?? [];
    if (!site.file.includes("/") || allowed === "any" || !outsideModules.test(site.target)) return false;
    return !allowed.includes(site.target);
  });
  expect(wrong.map((site) => `${site.file} -> ${site.target}`)).toEqual([]);
});

test("files do not import each other in a circle", () => {
  const edges = new Map<string, string[]>();
  for (const site of imports) {
    if (site.target.startsWith(".")) edges.set(site.file, [...(edges.get(site.file) ?? []), resolved(site)]);
  }
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("the table of docs/architecture.md is the one that this test holds", () => {
  const page = readFileSync(join(src, "../docs/architecture.md"), "utf8");
  const rows = [...page.matchAll(/^\| (\d) +\| `(\w+)\/` +\|/gm)].map(([, floor, folder]) => [folder, Number(floor)]);
  expect(Object.fromEntries(rows)).toEqual(floors);
});
