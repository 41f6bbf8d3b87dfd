import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads the checker of regular expressions. The build replaces this module (scripts/bundle-recheck.ts) and puts the
 * checker into a separate file, because it is large and few rulesets have patterns.
 */
export function loadRecheck(): typeof import("recheck") {
  // The build for browsers is the checker alone; the package's main module also starts processes of native builds.
  return require("recheck/lib/browser.js");
}
