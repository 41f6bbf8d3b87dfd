// The plugins for esbuild that the bundle of the program needs.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { type Plugin, transform } from "esbuild";
import { withDirectImports } from "./direct-imports.ts";

const source = join(dirname(import.meta.dirname), "src");

export const address = "import.meta.url";
/** A placeholder in the bundled code for the folder of the bundle. */
export const rootName = "__wctRoot";
const requireOfOwn = `const require = createRequire(${address});\n`;

/**
 * Rewrites a module that uses its own address, so that the address is the same as without bundling. Files next to the
 * module in src/ are then found next to the bundle. Removes the module's own `require`, so that the bundler follows the
 * calls.
 */
export const ownAddresses: Plugin = {
  name: "own-addresses",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = path.startsWith(source) ? readFileSync(path, "utf8") : "";
      if (!text.includes(address)) return undefined;
      const own = JSON.stringify(`./${relative(source, path).replaceAll("\\", "/").replace(/\.ts$/, ".js")}`);
      // Replaces only code, because a string may contain the same text.
      const { code } = await transform(text.replace(requireOfOwn, ""), {
        loader: "ts",
        target: "esnext",
        define: { [address]: "__wctOwnAddress" },
      });
      return { contents: `const __wctOwnAddress = new URL(${own}, ${rootName}).href;\n${code}`, loader: "js" };
    });
  },
};

/** Binds imports from the readers of formats to single modules: a connector of databases needs few of the readers. */
export const directFormats: Plugin = {
  name: "direct-formats",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(source)) return undefined;
      const text = readFileSync(path, "utf8");
      const bound = withDirectImports(text, path, join(source, "formats"));
      // The other plugin for the same files rewrites those that use their own address.
      return bound === text || text.includes(address) ? undefined : { contents: bound, loader: "ts" };
    });
  },
};

/** The largest part of the program. Threads read files, and so does `wct init`. */
const readersOfFormats = "formats/index.ts";

/**
 * Excludes what components import lazily and the readers of formats, and collects these modules. What imports them is in
 * files at the root of the bundle.
 */
export const elsewhere = (found: Map<string, string>): Plugin => ({
  name: "elsewhere",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, importer, resolveDir, kind }) => {
      const module = relative(source, join(resolveDir, path)).replaceAll("\\", "/");
      const isLazy = kind === "dynamic-import" && importer.startsWith(join(source, "components"));
      if (!isLazy && module !== readersOfFormats) return undefined;
      const out = module.replace(/\.ts$/, "");
      found.set(out, module);
      return { path: `./${out}.js`, external: true };
    });
  },
});

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** Replaces the validator of JSON Schemas by a compiled module with the same exports. */
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
