import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { publishedManifest } from "../../scripts/published-manifest.ts";

const root = join(import.meta.dirname, "../..");

/** Runs a program to its end and gives its stdout; throws with what it said when it fails. */
export function call(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const said =
      error instanceof Error && "stdout" in error && "stderr" in error ? `${error.stdout}${error.stderr}` : "";
    throw new Error(`${[program, ...args].join(" ")} failed:\n${said}`, { cause: error });
  }
}

export const node = (args: readonly string[], cwd: string): string => call(process.execPath, args, cwd);
export const tsc = (args: readonly string[], cwd: string): string =>
  // Other tests need the other cores.
  call(join(root, "node_modules/.bin/tsc"), ["--singleThreaded", ...args], cwd);

/** Packs a folder as `npm publish` would, its scripts not run; gives the tarball. */
export function pack(folder: string, into: string): string {
  const said = call("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", into], folder);
  const [packed] = Object.values<{ readonly filename: string }>(JSON.parse(said));
  if (packed === undefined) throw new Error(`npm pack names no file: ${said}`);
  return join(into, packed.filename);
}

/** Packs wct as it stands; builds it beside the checkout's own dist/, unless that is built for the tests. */
export function packWct(into: string): string {
  const stage = join(into, "wct");
  mkdirSync(stage);
  const text = readFileSync(join(root, "package.json"), "utf8");
  const { files }: { readonly files: readonly string[] } = JSON.parse(text);
  for (const part of files.filter((one) => one !== "dist")) {
    cpSync(join(root, part), join(stage, part), { recursive: true });
  }
  // What prepack does to the checkout's own.
  writeFileSync(join(stage, "package.json"), publishedManifest(text));
  if (process.env["WCT_TEST_BUILT"]) cpSync(join(root, "dist"), join(stage, "dist"), { recursive: true });
  else node([join(root, "scripts/build.ts"), join(stage, "dist")], root);
  return pack(stage, into);
}

/**
 * Installs tarballs into a project, and what they depend on from this checkout: no registry is asked. Each tarball is a
 * folder of its own, so that a plugin and the wct that loads it need not share a copy.
 */
export function install(project: string, tarballs: readonly string[], others: readonly string[] = []): void {
  const modules = join(project, "node_modules");
  mkdirSync(modules, { recursive: true });
  const names = tarballs.map((tarball) => unpack(tarball, modules));
  const manifest = (name: string): { readonly dependencies?: Readonly<Record<string, string>> } =>
    JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  const needed = names.flatMap((name) => Object.keys(manifest(name).dependencies ?? {}));
  for (const name of new Set([...needed, ...others])) {
    const found = findPackageJSON(name, join(root, "package.json"));
    if (found === undefined) throw new Error(`${name} is not installed in this checkout`);
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(dirname(found), join(modules, name));
  }
}

function unpack(tarball: string, modules: string): string {
  const text = call("tar", ["-xzOf", tarball, "package/package.json"], modules);
  const { name }: { readonly name: string } = JSON.parse(text);
  mkdirSync(join(modules, name), { recursive: true });
  call("tar", ["-xzf", tarball, "-C", join(modules, name), "--strip-components=1"], modules);
  return name;
}
