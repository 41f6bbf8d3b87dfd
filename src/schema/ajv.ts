import type { Ajv2020, Options } from "ajv/dist/2020.js";
import { loadAjv } from "./load-ajv.ts";

let made: Ajv2020 | undefined;

/** The compilation options, both at run time and at build time. */
export const ajvOptions: Options = {
  // Foreign schemas are validated before. Otherwise ajv would compile its meta-schema in every process.
  validateSchema: false,
  strictSchema: true,
  strictTypes: false,
  strictTuples: false,
  // A key such as `constructor` exists only if the content itself has it.
  ownProperties: true,
  // Formats are only annotations, as in the standard. A schema that requires a format also has a pattern.
  validateFormats: false,
  logger: false,
};

/** Our own keywords, which are annotations. */
export const ownKeywords: readonly string[] = ["x-wct-stream", "x-wct", "x-wct-beside", "x-wct-sample"];

/** Returns the validator of this process or thread. The first call loads the library. */
export function ajv(): Ajv2020 {
  made ??= createAjv();
  return made;
}

function createAjv(): Ajv2020 {
  const { Ajv2020 } = loadAjv();
  const instance = new Ajv2020(ajvOptions);
  instance.addVocabulary([...ownKeywords]);
  // The library resolves anchors, but in strict mode it refuses the keyword.
  if (instance.getKeyword("$anchor") === false) instance.addKeyword("$anchor");
  return instance;
}
