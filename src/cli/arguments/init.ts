import type { Declaring } from "./command.ts";

/** `wct init`. */
export function declareInit({ io, command, done }: Declaring): void {
  command("init", {
    description: "write a runbook over data that is there, or a plugin, to begin with",
    example: "wct init ./shop.db\nwct init ./exports ./shop.db --dir audit\nwct init --plugin ./my-plugin",
  })
    .argument("[path...]", "SQLite files and folders to read (default: what the current folder holds)")
    .option("--dir <dir>", "where the files go (default: here)")
    .option("--force", "write over files that are there")
    .option("--plugin [dir]", "a plugin with one connector and its test, in this folder (default: here)")
    .action((paths, { plugin, ...options }) =>
      done(
        import("../commands/init.ts").then(async (m) => {
          if (plugin === undefined) return m.init(io, paths, options);
          m.refuseMixed(paths, options);
          const { initPlugin } = await import("../commands/init-plugin.ts");
          return initPlugin(io, { ...options, plugin });
        }),
      ),
    );
}
