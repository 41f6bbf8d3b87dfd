import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

export interface BundledPlugin {
  readonly file: string;
  readonly remove: () => void;
}

/** The hostile components in one file, because each attack ends a worker, and the next one loads them again. */
export async function bundledPlugin(): Promise<BundledPlugin> {
  const folder = mkdtempSync(join(tmpdir(), "wct-hostile-"));
  const file = join(folder, "plugin.mjs");
  const entryPoints = [join(import.meta.dirname, "plugin.ts")];
  await build({ entryPoints, outfile: file, bundle: true, format: "esm", platform: "node", logLevel: "warning" });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
