import { dirname } from "node:path";
import { build, type Metafile } from "esbuild";

export interface BundledFile {
  /** Relative to the folder of the bundle. */
  readonly path: string;
  readonly contents: string;
  /** Folders of the bundled packages, relative to the checkout's root. */
  readonly packages: readonly string[];
}

const root = dirname(import.meta.dirname);

/** Bundles the text of a CommonJS module, with what it requires, into one file. */
export async function bundleCommonJs(path: string, contents: string): Promise<BundledFile> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return { path, contents: outputFiles[0]?.text ?? "", packages: packagesIn(metafile) };
}

/** Returns the folders of the packages in a bundle, relative to the checkout's root. */
export function packagesIn({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = inputs.flatMap(([input, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)];
}
