import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** An optional package that is not installed. */
export interface MissingPackage {
  readonly missing: string;
}

/**
 * Imports a package that users install on demand, such as a database driver. Looks beside wct first, so that a folder
 * that is only analysed cannot provide the code of a globally installed wct's own packages; then from `folder`, the
 * current one unless named. Throws what the package itself throws while it loads.
 */
export async function importOptionalPackage(
  name: string,
  folder: string = process.cwd(),
): Promise<{ readonly [name: string]: unknown } | MissingPackage> {
  for (const from of [import.meta.filename, join(folder, "package.json")]) {
    const path = resolvedFrom(from, name);
    if (path !== undefined) return import(pathToFileURL(path).href);
  }
  return { missing: name };
}

function resolvedFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
