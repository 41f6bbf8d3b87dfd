// What the bundle of the program has need of beside what esbuild does by itself.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { type Plugin, transform } from "esbuild";

const source = join(dirname(import.meta.dirname), "src");

export const address = "import.meta.url";
/** Stands for the folder of the bundle in what it holds. */
export const rootName = "__wctRoot";
const requireOfOwn = `const require = createRequire(${address});\n`;

/**
 * A module of ours that asks for its own address gets the one that it would have if it were not bundled, so that what
 * lies beside it in src/ is found beside the bundle. A `require` of its own becomes one that the bundler follows.
 */
export const ownAddresses: Plugin = {
  name: "own-addresses",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = path.startsWith(source) ? readFileSync(path, "utf8") : "";
      if (!text.includes(address)) return undefined;
      const own = JSON.stringify(`./${relative(source, path).replaceAll("\\", "/").replace(/\.ts$/, ".js")}`);
      // Only where it is code: a text may be about it, too.
      const { code } = await transform(text.replace(requireOfOwn, ""), {
        loader: "ts",
        target: "esnext",
        define: { [address]: "__wctOwnAddress" },
      });
      return { contents: `const __wctOwnAddress = new URL(${own}, ${rootName}).href;\n${code}`, loader: "js" };
    });
  },
};

/**
 * Leaves out what components import lazily, and tells which modules these are. Components lie in files at the root of
 * the bundle.
 */
export const elsewhere = (found: Map<string, string>): Plugin => ({
  name: "elsewhere",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, importer, resolveDir, kind }) => {
      if (kind !== "dynamic-import" || !importer.startsWith(join(source, "components"))) return undefined;
      const module = relative(source, join(resolveDir, path)).replaceAll("\\", "/");
      const out = module.replace(/\.ts$/, "");
      found.set(out, module);
      return { path: `./${out}.js`, external: true };
    });
  },
});

/** The validator of JSON Schemas, compiled: it has the exports of the module whose place it takes. */
const dialect = "https://json-schema.org/draft/2020-12/schema";
export const compiledValidator: Plugin = {
  name: "compiled-validator",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]schema[\\/]json-schema-validator\.ts$/ }, () => {
      const ajv = new Ajv2020({ code: { source: true, esm: true } });
      const code = standaloneCode.default(ajv, { validateJsonSchema: dialect });
      const errors = "(schema) => validateJsonSchema(schema) ? [] : (validateJsonSchema.errors ?? [])";
      return { contents: `${code}\nexport const errorsOfJsonSchema = ${errors};\n`, loader: "js" };
    });
  },
};
