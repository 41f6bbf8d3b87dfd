// Compiles src/ to dist/, or to the folder given, copies what the compiler leaves behind (rulesets), and bundles the
// page of `wct report`.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = dirname(import.meta.dirname);
const dist = resolve(process.argv[2] ?? join(root, "dist"));
rmSync(dist, { recursive: true, force: true });
const tsc = join(root, "node_modules", ".bin", "tsc");
execFileSync(tsc, ["-p", join(root, "tsconfig.build.json"), "--outDir", dist], { stdio: "inherit", cwd: root });
cpSync(join(root, "src"), dist, {
  recursive: true,
  filter: (path) => !path.endsWith(".ts") && !path.endsWith("/testing"),
});
execFileSync(process.execPath, [join(root, "scripts/build-report.ts"), join(dist, "report")], { stdio: "inherit" });
