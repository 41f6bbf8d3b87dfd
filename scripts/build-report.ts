// Bundles the page of `wct report` (report/) to one script and one style sheet in dist/report/, or in the given folder.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

const root = dirname(import.meta.dirname);

/** Returns the page's script and style sheet. */
export async function bundleReport(): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "report/main.tsx")],
    tsconfig: join(root, "report/tsconfig.json"),
    outdir: "report",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    // Supported by Firefox, Chrome and Safari of the last two years.
    target: ["chrome117", "firefox117", "safari17"],
    charset: "utf8",
    legalComments: "none",
    banner: { js: "/*! wct's report page, Apache-2.0. Contains Preact, MIT, (c) 2015-present Jason Miller. */" },
    logLevel: "warning",
    // A folder's index also exports modules that only a terminal needs. Unused ones are removed from the bundle.
    external: ["node:*"],
  });
  if (outputFiles.some(({ text }) => /["']node:/.test(text))) throw new Error("the page needs a module of Node");
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}

if (import.meta.main) {
  const target = resolve(process.argv[2] ?? join(root, "dist/report"));
  const { script, style } = await bundleReport();
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "app.js"), script);
  writeFileSync(join(target, "app.css"), style);
  cpSync(join(root, "node_modules/preact/LICENSE"), join(target, "PREACT-LICENSE"));
}
