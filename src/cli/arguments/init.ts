import type { Declaring } from "./command.ts";

/** `wct init`. */
export function declareInit({ io, command, done }: Declaring): void {
  command("init", {
    description: "write a plugin to begin with",
    example: "wct init --plugin ./my-plugin",
  })
    .requiredOption("--plugin [dir]", "a plugin with one connector and its test, in this folder (default: here)")
    .action((options) => done(import("../commands/init-plugin.ts").then((m) => m.initPlugin(io, options))));
}
