// Compiles the built-in schemas of messages at build time. Otherwise each thread would describe them with zod, load ajv
// and compile their validators, which takes longer than making a small artifact.

import { createHash } from "node:crypto";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { Plugin } from "esbuild";
import builtIn from "../src/components/index.ts";
import { type ConfigSchema, toJsonSchema } from "../src/plugin/index.ts";
import * as schemas from "../src/plugin/schemas/index.ts";
import { ajvOptions, ownKeywords } from "../src/schema/ajv.ts";
import { describeStream } from "../src/schema/stream.ts";
import { compileValidators } from "../src/schema/validators.ts";
import { type BundledFile, bundleCommonJs } from "./bundle-common-js.ts";
import { rootName } from "./bundle-plugins.ts";
import { shareParts } from "./share-parts.ts";

const { builtInSchemas, ...exported } = schemas;
type BuiltInSchema = (typeof builtInSchemas)[number];

/** Replaces the definitions of the built-in schemas by their results: plain data instead of zod. */
export const describedSchemas: Plugin = {
  name: "described-schemas",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]plugin[\\/]schemas[\\/]index\.ts$/ }, () => {
      const names = new Map<BuiltInSchema, string>(Object.entries(exported).map(([name, schema]) => [schema, name]));
      const definitions = [...names].map(([{ ref, description, stream, summary, jsonSchema }, name]) => {
        return `export const ${name} = ${JSON.stringify({ ref, description, stream, summary, jsonSchema })};\n`;
      });
      const order = builtInSchemas.map((schema) => names.get(schema));
      return {
        contents: `${definitions.join("")}export const builtInSchemas = [${order.join(", ")}];\n`,
        loader: "js",
      };
    });
  },
};

/** Describes the configurations of the built-in components at build time. */
export const describedConfigs: Plugin = {
  name: "described-configs",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]registry[\\/]described-configs\.ts$/ }, () => {
      const entries = builtIn.components.flatMap((component) =>
        component.kind === "exporter"
          ? []
          : [[`${component.kind} ${component.type}`, toJsonSchema(component.config as ConfigSchema)]],
      );
      // Text, because parsing it is faster than evaluating a literal.
      const text = JSON.stringify(JSON.stringify(entries));
      return { contents: `export const describedConfigs = new Map(JSON.parse(${text}));\n`, loader: "js" };
    });
  },
};

/** Loads the compiled validators of the built-in schemas, and ajv, from separate files on demand. */
export const compiledSchemas: Plugin = {
  name: "compiled-schemas",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]schema[\\/]load-ajv\.ts$/ }, () => ({ contents: loadAjvModule, loader: "js" }));
    onLoad({ filter: /[\\/]schema[\\/]precompiled\.ts$/ }, () => ({ contents: precompiledModule(), loader: "js" }));
  },
};

const ajvFile = "schema/ajv.cjs";
const loadAjvModule = `import { createRequire } from "node:module";
export const loadAjv = () => createRequire(${rootName})("./${ajvFile}");
`;

function precompiledModule(): string {
  const entries = builtInSchemas.map((schema) => {
    const { ref, stream, jsonSchema } = schema;
    return [ref, { stream, digest: digestOf(jsonSchema), file: `./${validatorsFile(schema)}` }];
  });
  return `import { hash } from "node:crypto";
import { createRequire } from "node:module";
const known = ${JSON.stringify(Object.fromEntries(entries))};
export function precompiledValidators({ ref, stream, jsonSchema }) {
  const found = Object.hasOwn(known, ref) ? known[ref] : undefined;
  if (found === undefined || found.stream !== stream) return null;
  return found.digest === hash("sha256", JSON.stringify(jsonSchema)) ? createRequire(${rootName})(found.file) : null;
}
`;
}

const digestOf = (jsonSchema: object): string => createHash("sha256").update(JSON.stringify(jsonSchema)).digest("hex");

const validatorsFile = ({ ref }: BuiltInSchema): string => `schema/${ref.replace(":", "-")}.cjs`;

/** Returns the files with the validators. Each exports the same kind of object as compileValidators returns. */
export function validatorFiles(): readonly Promise<BundledFile>[] {
  return builtInSchemas.map((schema) => bundleCommonJs(validatorsFile(schema), validatorsModule(schema)));
}

/** Returns the library, for schemas that are not built in. */
export function ajvLibrary(): Promise<BundledFile> {
  return bundleCommonJs(ajvFile, `module.exports = require("ajv/dist/2020.js");`);
}

function validatorsModule(schema: BuiltInSchema): string {
  const instance = new Ajv2020({ ...ajvOptions, inlineRefs: false, code: { source: true } });
  instance.addVocabulary([...ownKeywords]);
  const described = describeStream(schema);
  if (!described.ok) throw new Error(`${schema.ref}: ${described.problem}`);
  const { element, rest } = compileValidators(instance, shareParts(schema.jsonSchema), described.stream);
  // ajv writes a CommonJS module for each validator.
  const expression = (validate: ValidateFunction): string =>
    `(() => { const module = { exports: {} }; ${standaloneCode.default(instance, validate)}\nreturn module.exports; })()`;
  return `exports.element = ${element === null ? "null" : expression(element)};\nexports.rest = ${expression(rest)};\n`;
}
