// Bundles the program. Hundreds of our own and library modules become a few dozen, which Node links in a third of the
// time at startup. Lazily loaded modules remain lazy, in separate chunks.
import { basename, dirname, join, relative } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { type BundledFile, packagesIn } from "./bundle-common-js.ts";
import { address, compiledValidator, directFormats, elsewhere, ownAddresses, rootName } from "./bundle-plugins.ts";
import { recheckLibrary, separateRecheck } from "./bundle-recheck.ts";
import { checkedRulesets } from "./bundle-rulesets.ts";
import { ajvLibrary, compiledSchemas, describedConfigs, describedSchemas, validatorFiles } from "./bundle-schemas.ts";

const root = dirname(import.meta.dirname);
const source = join(root, "src");

/** The entry points: the path in the bundle without extension, and the path in src/. */
type Entries = Readonly<Record<string, string>>;

const ofProgram: Entries = { bin: "cli/bin.ts", index: "index.ts" };

/**
 * What plugins import, and what is loaded by address: the entry modules of threads, of a plugin's process and of the
 * process that describes a plugin, and the built-in plugin.
 */
const ofThreads: Entries = {
  "plugin/index": "plugin/index.ts",
  "executor/threads/inside/entry": "executor/threads/inside/entry.js",
  "executor/threads/inside/process-entry": "executor/threads/inside/process-entry.js",
  "registry/describe-entry": "registry/describe-entry.js",
  "app/debug/evaluator-entry": "app/debug/evaluator-entry.js",
  "components/index": "components/index.ts",
};

export interface Bundle {
  readonly files: readonly Pick<BundledFile, "path" | "contents">[];
  /** Folders of the bundled packages, relative to the checkout's root, sorted. */
  readonly packages: readonly string[];
}

/**
 * Bundles src/ in two parts, and writes nothing. Modules for threads are separate, because a shared module imports what
 * any of its users needs, while a thread needs little. What components load while working is only in the threads' part.
 * Throws if a package is imported in a way that a bundle cannot support.
 */
export async function bundleProgram(): Promise<Bundle> {
  const working = new Map<string, string>();
  const program = await bundlePart(ofProgram, [ownAddresses, elsewhere(working)]);
  const threads = await bundlePart({ ...ofThreads, ...Object.fromEntries(working) }, [directFormats, ownAddresses]);
  const apart = await Promise.all([...validatorFiles(), ajvLibrary(), recheckLibrary()]);
  const files = [...program.files, ...threads.files, ...apart];
  // Files that are in both parts have the same name and the same contents.
  const byPath = new Map(files.map((file) => [file.path, file]));
  const packages = [program, threads, ...apart].flatMap((part) => part.packages);
  return { files: [...byPath.values()], packages: [...new Set(packages)].toSorted() };
}

async function bundlePart(entries: Entries, plugins: readonly Plugin[]): Promise<Bundle> {
  const outdir = join(root, "dist");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: join(source, path), out })),
    outdir,
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node24",
    charset: "utf8",
    // The notices of all packages are in one file next to the bundle.
    legalComments: "none",
    chunkNames: "[name]-[hash]",
    logLevel: "warning",
    plugins: [
      compiledValidator,
      compiledSchemas,
      describedSchemas,
      describedConfigs,
      checkedRulesets,
      separateRecheck,
      ...plugins,
    ],
  });
  checkLazyPackages(metafile);
  const written = outputFiles.map(({ path, text }) => ({ path: relative(outdir, path), text }));
  const files = reachable(
    written,
    Object.keys(entries).map((out) => `${out}.js`),
  ).map(({ path, text }) => ({ path, contents: withPreamble(path, text) }));
  return { files, packages: packagesIn(metafile) };
}

interface OutputText {
  readonly path: string;
  readonly text: string;
}

/** Returns the files that are reachable from the entries. esbuild also writes chunks that only removed code imports. */
function reachable(files: readonly OutputText[], entries: readonly string[]): readonly OutputText[] {
  const found = new Set(files.filter(({ path }) => entries.includes(path)));
  for (const { text } of found) {
    for (const other of files) if (text.includes(basename(other.path))) found.add(other);
  }
  return files.filter((file) => found.has(file));
}

/**
 * Throws if a CommonJS package is imported lazily, because a bundle provides only its default export, while Node
 * provides more.
 */
function checkLazyPackages({ inputs }: Metafile): void {
  for (const [input, { imports }] of Object.entries(inputs)) {
    const lazy = imports.find(({ kind, path }) => kind === "dynamic-import" && inputs[path]?.format === "cjs");
    if (lazy !== undefined) throw new Error(`${input} imports ${lazy.path} lazily: let a module of ours do so`);
  }
}

/**
 * Adds what a file of the bundle needs before its first line: the folder of the bundle, relative to the file, and the
 * `require` with which CommonJS packages load modules of Node.
 */
function withPreamble(path: string, text: string): string {
  const toRoot = JSON.stringify(`${relative(dirname(path), ".") || "."}/`);
  const lines = [
    text.includes(rootName) && `const ${rootName} = new URL(${toRoot}, ${address});\n`,
    text.includes("typeof require ") &&
      `import { createRequire } from "node:module";\nconst require = createRequire(${address});\n`,
  ];
  return lines.filter((line) => line !== false).join("") + text;
}
