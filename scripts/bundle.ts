// Bundles the program: some hundred modules of ours and of the libraries become a few dozen, which a Node that starts
// links in a third of the time. What is loaded lazily stays so, in chunks of its own.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { parseSync } from "oxc-parser";

const root = dirname(import.meta.dirname);
const source = join(root, "src");

/** Where each way into the program lies, from the folder of the bundle. */
const entries = {
  bin: "cli/bin.ts",
  index: "index.ts",
  "plugin/index": "plugin/index.ts",
  // Found by their addresses: the first thing in a thread, and the plugin that wct itself brings.
  "executor/workers/inside/entry": "executor/workers/inside/entry.ts",
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

/** Bundles src/ and writes nothing. Throws when a file would look for others where they are not. */
export async function bundleProgram(): Promise<Bundle> {
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
    plugins: [ownAddresses],
  });
  checkAddresses(metafile);
  checkLazyPackages(metafile);
  const files = outputFiles.map(({ path, text }) => ({ path: relative(outdir, path), contents: withRequire(text) }));
  return { files, packages: packagesIn(metafile) };
}

const address = "import.meta.url";
const requireOfOwn = `const require = createRequire(${address});\n`;

/**
 * A module of ours that asks for its own address gets the one that it would have if it were not bundled, so that what
 * lies beside it in src/ is found beside the bundle. A `require` of its own becomes one that the bundler follows.
 */
const ownAddresses: Plugin = {
  name: "own-addresses",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = path.startsWith(source) ? readFileSync(path, "utf8") : "";
      if (!text.includes(address)) return undefined;
      const own = JSON.stringify(`./${relative(source, path).replaceAll("\\", "/").replace(/\.ts$/, ".js")}`);
      return {
        contents: withAddress(text.replace(requireOfOwn, ""), `new URL(${own}, ${address}).href`),
        loader: "ts",
      };
    });
  },
};

/** Only where it is code: a text may be about it, too. */
function withAddress(text: string, own: string): string {
  const places = parseSync("module.ts", text).module.importMetas.toReversed();
  return places.reduce((whole, { start }) => {
    const end = start + address.length;
    return whole.slice(start, end) === address ? whole.slice(0, start) + own + whole.slice(end) : whole;
  }, text);
}

/** Such an address is right only in a file at the root of the bundle. */
function checkAddresses({ outputs }: Metafile): void {
  for (const [output, { inputs }] of Object.entries(outputs)) {
    if (dirname(output) === "dist") continue;
    const asking = Object.entries(inputs)
      .filter(([input, { bytesInOutput }]) => input.startsWith("src/") && bytesInOutput > 0)
      .find(([input]) => readFileSync(join(root, input), "utf8").includes(address));
    if (asking !== undefined) throw new Error(`${asking[0]} asks for its address, and lies in ${output}`);
  }
}

/** Of a CommonJS package that is imported lazily, a bundle offers the default export only: Node offers more. */
function checkLazyPackages({ inputs }: Metafile): void {
  for (const [input, { imports }] of Object.entries(inputs)) {
    const lazy = imports.find(({ kind, path }) => kind === "dynamic-import" && inputs[path]?.format === "cjs");
    if (lazy !== undefined) throw new Error(`${input} imports ${lazy.path} lazily: let a module of ours do so`);
  }
}

/** Packages in CommonJS ask for modules of Node by `require`, which a module has to make for itself. */
function withRequire(text: string): string {
  if (!text.includes("typeof require ")) return text;
  return `import { createRequire } from "node:module";\nconst require = createRequire(${address});\n${text}`;
}

function packagesIn({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = inputs.flatMap(([input, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)].toSorted();
}
