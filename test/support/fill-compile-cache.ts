import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "./compile-cache.ts";

const root = join(import.meta.dirname, "../..");

/** Loads all that threads may load once, before any test, in a process without threads. */
export function setup(): void {
  const files = globSync(["src/**/*.ts", "test/fixtures/plugins/*.ts"], { cwd: root })
    .filter((path) => !path.endsWith(".test.ts") && path !== join("src", "cli", "bin.ts"))
    .map((path) => pathToFileURL(join(root, path)).href);
  // What runs in threads only throws here, after it was compiled.
  const script = `await Promise.allSettled(${JSON.stringify(files)}.map((file) => import(file))); process.exit()`;
  spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, NODE_COMPILE_CACHE: cacheFolder },
    stdio: "ignore",
    timeout: 60_000,
  });
}
