// Bundles the program: some hundred modules of ours and of the libraries become a few dozen, which a Node that starts
// links in a third of the time. What is loaded lazily stays so, in chunks of its own.
import { dirname, join, relative } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { address, compiledValidator, elsewhere, ownAddresses, rootName } from "./bundle-plugins.ts";

const root = dirname(import.meta.dirname);
const source = join(root, "src");

/** The ways into the program: where each lies, from the folder of the bundle without its ending, and in src/. */
type Entries = Readonly<Record<string, string>>;

const ofProgram: Entries = { bin: "cli/bin.ts", index: "index.ts" };

/**
 * What plugins import, and two that are found by their addresses: the first thing in a thread, and the plugin that wct
 * itself brings.
 */
const ofThreads: Entries = {
  "plugin/index": "plugin/index.ts",
  "executor/workers/inside/entry": "executor/workers/inside/entry.js",
  "components/index": "components/index.ts",
};

export interface BundledFile {
  /** From the folder of the bundle. */
  readonly path: string;
  readonly contents: string;
}

export interface Bundle {
  readonly files: readonly BundledFile[];
  /** Folders of the packages whose code is in it, from the checkout's root, sorted. */
  readonly packages: readonly string[];
}

/**
 * Bundles src/ in two parts, and writes nothing: what a thread needs is apart, because a module that is shared brings
 * along what any of its users needs, and a thread needs little. What components load when they work is in the threads'
 * part only. Throws when a package is imported in a way that a bundle cannot serve.
 */
export async function bundleProgram(): Promise<Bundle> {
  const working = new Map<string, string>();
  const program = await bundlePart(ofProgram, [ownAddresses, elsewhere(working)]);
  const threads = await bundlePart({ ...ofThreads, ...Object.fromEntries(working) }, [ownAddresses]);
  const files = [...program.files, ...threads.files];
  // What both parts hold alike has one name and the same contents.
  const byPath = new Map(files.map((file) => [file.path, file]));
  return { files: [...byPath.values()], packages: [...new Set([...program.packages, ...threads.packages])].toSorted() };
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
    // The notices of all packages are in one file beside the bundle.
    legalComments: "none",
    chunkNames: "[name]-[hash]",
    logLevel: "warning",
    plugins: [compiledValidator, ...plugins],
  });
  checkLazyPackages(metafile);
  const files = outputFiles.map(({ path: full, text }) => {
    const path = relative(outdir, full);
    return { path, contents: withPreamble(path, text) };
  });
  return { files, packages: packagesIn(metafile) };
}

/** Of a CommonJS package that is imported lazily, a bundle offers the default export only: Node offers more. */
function checkLazyPackages({ inputs }: Metafile): void {
  for (const [input, { imports }] of Object.entries(inputs)) {
    const lazy = imports.find(({ kind, path }) => kind === "dynamic-import" && inputs[path]?.format === "cjs");
    if (lazy !== undefined) throw new Error(`${input} imports ${lazy.path} lazily: let a module of ours do so`);
  }
}

/**
 * What a file of the bundle needs before its first line: the folder of the bundle, from where it lies itself, and the
 * `require` by which packages in CommonJS ask for modules of Node.
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

function packagesIn({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = inputs.flatMap(([input, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)];
}
