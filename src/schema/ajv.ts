import { createRequire } from "node:module";
import type { Ajv2020 } from "ajv/dist/2020.js";

const require = createRequire(import.meta.url);
let made: Ajv2020 | undefined;

/** The validator of a process or thread; the library is loaded by the first call. */
export function ajv(): Ajv2020 {
  made ??= createAjv();
  return made;
}

function createAjv(): Ajv2020 {
  const module: typeof import("ajv/dist/2020.js") = require("ajv/dist/2020.js");
  const instance = new module.Ajv2020({
    // Schemas that come from outside are checked before: ajv would compile its schema of schemas in every process.
    validateSchema: false,
    strictSchema: true,
    strictTypes: false,
    strictTuples: false,
    // A key such as `constructor` is there only when the content has it.
    ownProperties: true,
    // Formats only annotate, as the standard has it: a schema that wants one checked carries a pattern beside it.
    validateFormats: false,
    logger: false,
  });
  instance.addVocabulary(["x-wct-stream", "x-wct"]);
  return instance;
}
