import { basename, resolve } from "node:path";
import type { Host } from "../host/index.ts";
import { pluginSkeleton, type SkeletonNames } from "./plugin-skeleton.ts";
import { refuseExisting, writeFiles } from "./write-files.ts";

export interface StartedPlugin {
  /** Displayed paths. */
  readonly files: readonly string[];
  /** Also the name of the package. */
  readonly plugin: string;
  /** The type of its connector. */
  readonly connector: string;
}

/**
 * Writes a working plugin and its test, named after its folder. Throws WCT_USAGE if a file exists,
 * WCT_EXPORT_WRITE_FAILED.
 */
export function startPlugin({ cwd }: Pick<Host, "cwd">, folder = "."): StartedPlugin {
  const dir = resolve(cwd, folder);
  const names = namesFor(basename(dir));
  const made = { dir, files: pluginSkeleton(names), what: "the plugin" };
  refuseExisting(cwd, made, "name another folder: wct init --plugin DIR");
  const files = writeFiles(cwd, made, { overwrite: false });
  return { files, plugin: names.plugin, connector: names.type };
}

/** Derives the name of the package and the type of the connector from the folder's name. */
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
