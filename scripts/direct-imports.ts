// Binds imports to the modules that declare the names, so that a chunk of the bundle holds only what its entry needs.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const statement = /^import (?!type)\{([^}]*)\} from "(\.{1,2}\/(?:[^"]*\/)?index\.ts)";$/gm;
const reExport = /^export (?!type)\{([^}]*)\} from "(\.{1,2}\/[^"]+\.ts)";$/gm;

/**
 * Rewrites the imports of a module from indexes below `folder`: each name is imported from the module that declares it.
 * The bundler assigns everything that an index exports to the chunk of each of its importers, used or not. Only for
 * modules without side effects, because the index itself is no longer loaded.
 */
export function withDirectImports(text: string, path: string, folder: string): string {
  return text.replace(statement, (whole, names: string, from: string) => {
    const index = join(dirname(path), from);
    if (!index.startsWith(`${folder}/`)) return whole;
    return specifiers(names)
      .map(({ name, local }) => {
        const origin = declarationOf(index, name);
        return `import { ${origin.name} as ${local} } from ${JSON.stringify(addressFrom(path, origin.module))};`;
      })
      .join(" ");
  });
}

interface Specifier {
  readonly name: string;
  readonly local: string;
}

/** Reads `A, B as C`. Types are left out, because they do not exist at run time. */
function specifiers(names: string): readonly Specifier[] {
  return names
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && !one.startsWith("type "))
    .map((one) => {
      const [name = "", local = name] = one.split(" as ");
      return { name, local };
    });
}

interface Declaration {
  readonly module: string;
  readonly name: string;
}

/** Follows the re-exports of an index. A name that it does not re-export is declared in the module itself. */
function declarationOf(module: string, name: string): Declaration {
  if (!module.endsWith("/index.ts")) return { module, name };
  for (const [, names = "", from = ""] of readFileSync(module, "utf8").matchAll(reExport)) {
    const found = specifiers(names).find(({ local }) => local === name);
    if (found !== undefined) return declarationOf(join(dirname(module), from), found.name);
  }
  return { module, name };
}

function addressFrom(path: string, module: string): string {
  const address = relative(dirname(path), module).replaceAll("\\", "/");
  return address.startsWith(".") ? address : `./${address}`;
}
