import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads the library that compiles JSON Schemas. The build replaces this module (scripts/bundle-schemas.ts) and puts the
 * library into a separate file, because most threads never need it.
 */
export function loadAjv(): typeof import("ajv/dist/2020.js") {
  return require("ajv/dist/2020.js");
}
