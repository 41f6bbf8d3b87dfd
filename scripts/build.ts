// Builds dist/, or the given folder: the bundled program, the types of what a user may import, data files from src/
// (rulesets), the page of `wct report`, and the notices and bill of materials of the bundled packages.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { bundleProgram } from "./bundle.ts";
import { billOfMaterials, bundledPackage, noticesText } from "./notices.ts";

const root = dirname(import.meta.dirname);
const dist = resolve(process.argv[2] ?? join(root, "dist"));
rmSync(dist, { recursive: true, force: true });
emitTypes();
await emitProgram();
cpSync(join(root, "src"), dist, {
  recursive: true,
  filter: (path) => !/\.[jt]s$/.test(path) && !path.endsWith("/testing"),
});
removeEmptyFolders(dist);
execFileSync(process.execPath, [join(root, "scripts/build-report.ts"), join(dist, "report")], { stdio: "inherit" });

async function emitProgram(): Promise<void> {
  const { files, packages } = await bundleProgram();
  for (const { path, contents } of files) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), contents);
  }
  const bundled = packages.map(bundledPackage);
  const { version }: { readonly version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES"), noticesText(bundled));
  writeFileSync(join(dist, "sbom.cdx.json"), billOfMaterials(bundled, version));
}

/** Emits the types of every module, and removes those that cannot be reached from a user's import. */
function emitTypes(): void {
  const tsc = join(root, "node_modules", ".bin", "tsc");
  execFileSync(tsc, ["-p", join(root, "tsconfig.build.json"), "--outDir", dist], { stdio: "inherit", cwd: root });
  const needed = new Set<string>();
  const visit = (path: string): void => {
    if (needed.has(path)) return;
    needed.add(path);
    for (const [, from = ""] of readFileSync(path, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g)) {
      visit(join(dirname(path), from.replace(/\.[jt]s$/, ".d.ts")));
    }
  };
  visit(join(dist, "index.d.ts"));
  visit(join(dist, "plugin/index.d.ts"));
  for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" }).map((one) => join(dist, one))) {
    if (path.endsWith(".d.ts") && !needed.has(path)) rmSync(path);
  }
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
