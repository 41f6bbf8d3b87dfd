import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");

/** The table of docs/architecture.md: folder -> layer. */
const layers: Readonly<Record<string, number>> = {
  cli: 9,
  dap: 8,
  library: 8,
  app: 7,
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
  formats: 2,
  domain: 1,
  shape: 0,
  graph: 0,
  files: 0,
  diagnostics: 0,
};

/** Folders that may touch the outside, and the modules that each may use for it. */
const outside: Readonly<Record<string, readonly string[] | "any">> = {
  cli: "any",
  library: ["node:fs"],
  // Sockets, whose file must be private, and folders that clients name.
  dap: ["node:fs", "node:net"],
  app: "any",
  files: "any",
  components: "any",
  store: "any",
  registry: "any",
  // Inside a worker only: files that exporters write, and child processes, whose output is kept from the program's.
  executor: ["node:worker_threads", "node:os", "node:stream", "node:fs", "node:child_process", "node:net"],
};

const outsideModules =
  /^(node:)?(fs|fs\/promises|net|http|https|http2|dgram|tls|child_process|worker_threads|cluster|os|process|readline|repl|sqlite|dns|inspector|vm)$/;

interface ImportSite {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

const allFiles = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .toSorted();

const files = allFiles.filter((file) => !file.startsWith("testing/"));

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

test("every folder of src has a layer", () => {
  const folders = readdirSync(src, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "testing",
  );
  expect(folders.map((entry) => entry.name).filter((name) => !(name in layers))).toEqual([]);
});

/** Each use case is entered for itself: one index for all would load them all, whichever the command needs. */
const entrancesOf = (folder: string, target: string): readonly string[] =>
  folder === "app" ? [`app/${target.split("/")[1]}/index.ts`] : [`${folder}/index.ts`];

test("a file imports its own folder and strictly lower layers, through the folder's index", () => {
  const wrong = imports
    .filter((site) => site.target.startsWith("."))
    .filter((site) => site.file.includes("/"))
    .filter((site) => {
      const target = resolved(site);
      const folder = target.split("/")[0] ?? "";
      if (folder === site.folder) return false;
      const lower = (layers[folder] ?? 99) < (layers[site.folder] ?? -1);
      return !lower || !entrancesOf(folder, target).includes(target);
    });
  expect(wrong.map((site) => `${site.file} -> ${resolved(site)}`)).toEqual([]);
});

/** Folders whose inner folders are rooms: from one to another the way is the index. */
const roomed: ReadonlySet<string> = new Set(["dap", "executor", "planner", "render", "runbook", "store"]);

/** The room in which a file lies; empty: none. */
const roomOf = (file: string): string => file.split("/").slice(1, -1)[0] ?? "";

test("a room is entered through its index", () => {
  const wrong = imports
    .filter((site) => site.target.startsWith(".") && roomed.has(site.folder))
    .filter((site) => resolved(site).split("/")[0] === site.folder)
    .filter((site) => {
      const target = resolved(site);
      const room = roomOf(target);
      return room !== "" && room !== roomOf(site.file) && target !== `${site.folder}/${room}/index.ts`;
    });
  expect(wrong.map((site) => `${site.file} -> ${resolved(site)}`)).toEqual([]);
});

/** A folder with more files is cut into rooms: nobody finds anything in it. */
const mostFiles = 22;

test(`a folder has at most ${mostFiles} files beside its tests`, () => {
  const counts = Map.groupBy(allFiles, dirname);
  const crowded = [...counts].filter(([, held]) => held.length > mostFiles);
  expect(crowded.map(([folder, held]) => `${folder}: ${held.length}`)).toEqual([]);
});

test("an index says first what its folder is for, where to start reading, and what it must not know", () => {
  const indexes = files.filter((file) => basename(file) === "index.ts" && file.includes("/"));
  const header = /^\/\*\n( \*.*\n){3,7} \*\/\n\n/;
  const wrong = indexes.filter((file) => {
    const [first = ""] = header.exec(readFileSync(join(src, file), "utf8")) ?? [];
    return !first.includes("\n * Must not know: ");
  });
  expect(wrong).toEqual([]);
});

test("built-in components import only the author's contract", () => {
  const wrong = imports.filter((site) => {
    if (site.folder !== "components" || !site.target.startsWith(".")) return false;
    const folder = resolved(site).split("/")[0];
    return folder !== "components" && folder !== "plugin";
  });
  expect(wrong.map((site) => `${site.file} -> ${site.target}`)).toEqual([]);
});

test("layers that touch nothing outside import no module for it", () => {
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
  const rows = [...page.matchAll(/^\| (\d) +\| `(\w+)\/` +\|/gm)].map(([, layer, folder]) => [folder, Number(layer)]);
  expect(Object.fromEntries(rows)).toEqual(layers);
});
