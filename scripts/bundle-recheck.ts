// Puts the checker of regular expressions into a file of its own. It is a third of the package's size on disk, and is
// loaded only for rulesets with patterns.
import type { Plugin } from "esbuild";
import { type BundledFile, bundleCommonJs } from "./bundle-common-js.ts";
import { rootName } from "./bundle-plugins.ts";

const path = "components/ruleset_check/recheck.cjs";

/** Loads the checker from the separate file. The module has the same exports as the one it replaces. */
export const separateRecheck: Plugin = {
  name: "separate-recheck",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]ruleset_check[\\/]load-recheck\.ts$/ }, () => ({
      contents: `import { createRequire } from "node:module";
export const loadRecheck = () => createRequire(${rootName})("./${path}");
`,
      loader: "js",
    }));
  },
};

/** Returns the separate file. */
export function recheckLibrary(): Promise<BundledFile> {
  return bundleCommonJs(path, `module.exports = require("recheck/lib/browser.js");`);
}
