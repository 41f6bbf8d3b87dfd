// The process: the only place that touches process.* besides io.ts, signals.ts and leave.ts. `--version` answers before
// anything is loaded.
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { privateCacheFolder } from "./compile-cache.ts";
import { listenForSignals } from "./signals.ts";

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  process.stdout.on("error", (error) => {
    process.exitCode = "code" in error && error.code === "EPIPE" ? 0 : 3;
  });
  process.stdout.write(`${String(version)}\n`);
} else {
  listenForSignals();
  // Not in the folder that Node would share among all users.
  const compiled = process.env["NODE_COMPILE_CACHE"] || privateCacheFolder(tmpdir(), process.getuid?.());
  if (compiled !== null) enableCompileCache(compiled);
  // A plain copy: each look-up in the real one is a system call, and the YAML parser makes one for every token.
  process.env = { ...process.env };
  const [{ main }, { endProcess, processIo }] = await Promise.all([
    args[0] === "__complete" ? import("./key-press.ts") : import("./main.ts"),
    import("./io.ts"),
  ]);
  await endProcess(await main(args, processIo()));
}
