import { createRequire } from "node:module";
import { join } from "node:path";
import type { DataSource } from "./data-source.ts";

/** Packages that users install to read a kind of database. */
const drivers: Readonly<Partial<Record<DataSource["kind"], string>>> = { postgres: "pg", mysql: "mysql2" };

/**
 * Returns the packages that the sources need and that are installed neither in the folder, or above it, nor beside wct.
 */
export function missingPackages(
  sources: readonly (Pick<DataSource, "kind"> & { readonly packages?: readonly string[] })[],
  dir: string,
  beside: string = import.meta.dirname,
): readonly string[] {
  const needed = new Set(
    sources.flatMap(({ kind, packages = [] }) => [
      ...packages,
      ...(drivers[kind] === undefined ? [] : [drivers[kind]]),
    ]),
  );
  return [...needed].filter((name) => ![dir, beside].some((folder) => isInstalled(name, folder)));
}

function isInstalled(name: string, folder: string): boolean {
  try {
    createRequire(join(folder, "resolve.js")).resolve(name);
    return true;
  } catch {
    return false;
  }
}
