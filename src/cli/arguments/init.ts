import type { Declaring } from "./command.ts";

/** Declares `wct init`. */
export function declareInit({ io, command, done }: Declaring): void {
  command("init", {
    description: "create a runbook for existing data, or a plugin",
    example:
      'wct init ./shop.db\nwct init ./exports ./shop.sql --dir audit\nwct init "$DATABASE_URL"\nwct init --plugin ./my-plugin',
  })
    .argument(
      "[path...]",
      "SQLite files, SQL dumps, folders and addresses of PostgreSQL and MySQL databases to read (default: the files in the current folder and 3 levels below it)",
    )
    .option("--dir <dir>", "folder for the new files (default: the current folder)")
    .option("--force", "overwrite existing files")
    .option(
      "--plugin [dir]",
      "create a plugin with one connector and its test in this folder (default: the current folder)",
    )
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
