import { startPlugin } from "../../app/init/index.ts";
import { apiVersion, type FilesShape, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";

interface InitPluginOptions extends GlobalOptions {
  /** The folder; true: the current folder. */
  readonly plugin: string | true;
}

/** Runs `wct init --plugin [DIR]`: writes a working plugin and its test; overwrites nothing. */
export async function initPlugin(io: Io, options: InitPluginOptions): Promise<number> {
  const { files, plugin, connector } = startPlugin(io, options.plugin === true ? undefined : options.plugin);
  if (options.json) {
    const answer: FilesShape = { apiVersion, kind: "Files", files, plugin, connector, sources: null, leftOut: null };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else await io.stdout.write(`${files.map(safeText).join("\n")}\n`);
  if (!options.quiet && !options.json) {
    // Without the package, npx would fetch an unrelated program named wct.
    await io.stderr.write(
      "\nnext, in that folder: install wct-cli, test, build and run the plugin as described in README.md\n",
    );
  }
  return 0;
}
