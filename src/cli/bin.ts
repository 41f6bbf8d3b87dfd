// The entry point: the only file that uses process.* besides io.ts, signals.ts, leave.ts and bug.ts. `--version` is
// answered before anything is loaded.
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { reportUncaught } from "./bug.ts";
import { privateCacheFolder } from "./compile-cache.ts";
import { guardExit } from "./leave.ts";
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
  guardExit();
  reportUncaught();
  // Not in the folder that Node would share among all users.
  const compiled = process.env["NODE_COMPILE_CACHE"] || privateCacheFolder(tmpdir(), process.getuid?.());
  if (compiled !== null) enableCompileCache(compiled);
  // A plain copy: each read of the real one is a system call, and the YAML parser reads it for every token.
  process.env = { ...process.env };
  const [{ main }, { endProcess, processIo }] = await Promise.all([
    args[0] === "__complete" ? import("./key-press.ts") : import("./main.ts"),
    import("./io.ts"),
  ]);
  await endProcess(await main(args, processIo()));
}
