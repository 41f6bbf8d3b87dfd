import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { shownPath } from "../wiring/files.ts";
import { pluginSkeleton, type SkeletonNames } from "../wiring/plugin-skeleton.ts";

export interface InitPluginOptions extends GlobalOptions {
  /** The folder; true: the current one. */
  readonly plugin: string | true;
}

/** `wct init --plugin [DIR]`: writes a plugin that works and a test of it; writes over nothing. */
export async function initPlugin(io: Io, options: InitPluginOptions): Promise<number> {
  const dir = resolve(io.cwd, options.plugin === true ? "." : options.plugin);
  const names = namesFor(basename(dir));
  const files = Object.entries(pluginSkeleton(names));
  refuseExisting(
    io,
    dir,
    files.map(([file]) => file),
  );
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      // Never over a file that somebody else has made since.
      writeFileSync(join(dir, file), text, { flag: "wx" });
    }
  } catch (cause) {
    const hint = "check the path and its permissions, or choose another folder";
    throw wctError("WCT_USAGE", {
      message: `the plugin cannot be written to "${shownPath(io.cwd, dir)}"`,
      hint,
      cause,
    });
  }
  const paths = files.map(([file]) => shownPath(io.cwd, join(dir, file)));
  if (options.json) {
    const answer = { apiVersion: "wct/v1", kind: "Files", plugin: names.plugin, connector: names.type, files: paths };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else await io.stdout.write(`${paths.join("\n")}\n`);
  if (!options.quiet && !options.json) {
    await io.stderr.write(`\nnext, in that folder: npm install, npm test, npx wct run runbook.yaml --plugin .\n`);
  }
  return 0;
}

function refuseExisting(io: Io, dir: string, files: readonly string[]): void {
  const existing = files.filter((file) => statSync(join(dir, file), { throwIfNoEntry: false }) !== undefined);
  if (existing.length === 0) return;
  throw wctError("WCT_USAGE", {
    message: `"${shownPath(io.cwd, dir)}" has ${listNames(existing)} already`,
    hint: "name another folder: wct init --plugin DIR",
  });
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
