import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcessGrant } from "./model.ts";

/** The folder that contains wct's own code: `src` or `dist`. */
const ownCode = fileURLToPath(new URL("../", import.meta.url));

/**
 * Returns the flags of Node's permission model for a plugin. It may read its own folder, the packages that it can
 * import, wct's code, and what it was granted. It may not start processes or threads, nor load native code.
 */
export function permissionFlags(module: string, { read, write }: ProcessGrant): readonly string[] {
  const home = dirname(fileURLToPath(module));
  const code = [home, ...packagesAbove(home), ownCode, ...packagesAbove(ownCode)];
  const readable = [...code, ...read, ...write].flatMap(asNamedAndReal);
  const writable = write.flatMap(asNamedAndReal);
  return [
    "--permission",
    ...[...new Set(readable)].map((path) => `--allow-fs-read=${path}`),
    ...[...new Set(writable)].map((path) => `--allow-fs-write=${path}`),
  ];
}

/** Returns the paths where Node searches for an imported package, and those of the manifests it reads. */
function packagesAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  const here = ["node_modules", "package.json"].map((name) => join(folder, name)).filter((path) => existsSync(path));
  return parent === folder ? here : [...here, ...packagesAbove(parent)];
}

/** Returns both names of a path, because Node checks a path through a symbolic link by its real name. */
function asNamedAndReal(path: string): readonly string[] {
  try {
    return [path, realpathSync(path)];
  } catch {
    return [path];
  }
}
