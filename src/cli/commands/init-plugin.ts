import { basename, resolve } from "node:path";
import { apiVersion, type FilesShape } from "../../render/index.ts";
import { refuseExisting, writeFiles } from "../init/write-files.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { pluginSkeleton, type SkeletonNames } from "../wiring/plugin-skeleton.ts";

export interface InitPluginOptions extends GlobalOptions {
  /** The folder; true: the current one. */
  readonly plugin: string | true;
}

/** `wct init --plugin [DIR]`: writes a plugin that works and a test of it; writes over nothing. */
export async function initPlugin(io: Io, options: InitPluginOptions): Promise<number> {
  const dir = resolve(io.cwd, options.plugin === true ? "." : options.plugin);
  const names = namesFor(basename(dir));
  const made = { dir, files: pluginSkeleton(names), what: "the plugin" };
  refuseExisting(io.cwd, made, "name another folder: wct init --plugin DIR");
  const paths = writeFiles(io.cwd, made, { overwrite: false });
  if (options.json) {
    const { plugin, type: connector } = names;
    const answer: FilesShape = { apiVersion, kind: "Files", files: paths, plugin, connector, sources: null };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else await io.stdout.write(`${paths.join("\n")}\n`);
  if (!options.quiet && !options.json) {
    await io.stderr.write(
      `\nnext, in that folder: npx wct run runbook.yaml --plugin ./src/index.ts; README.md tells the rest\n`,
    );
  }
  return 0;
}

/** A folder's name as the name of a package, and as the type of a connector. */
function namesFor(folder: string): SkeletonNames {
  const words =
    folder
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  // `wct` is the name of wct's own plugin; a type begins with a letter.
  const plugin = words.join("-").replace(/^(wct)?$/, "my-plugin");
  const type = plugin.replace(/^(wct-)?[^a-z]*/, "").replaceAll("-", "_");
  return { plugin, type: `${type === "" ? "my" : type}_lines` };
}
