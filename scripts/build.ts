// Compiles src/ to dist/ and copies what the compiler leaves behind (rulesets).
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
rmSync(join(root, "dist"), { recursive: true, force: true });
const tsc = join(root, "node_modules", ".bin", "tsc");
execFileSync(tsc, ["-p", join(root, "tsconfig.build.json")], { stdio: "inherit", cwd: root });
cpSync(join(root, "src"), join(root, "dist"), {
  recursive: true,
  filter: (path) => !path.endsWith(".ts") && !path.endsWith("/testing"),
});
