import type { Declaring } from "./command.ts";

/** Declares `wct migrate`. */
export function declareMigrate({ io, command, done }: Declaring): void {
  command("migrate", {
    description: "rewrite a runbook of waivern-compliance for wct; print it, or write it",
    example: "wct migrate old.yaml -o runbook.yaml\nwct migrate runbook.yaml --write",
  })
    .argument("<file>", "the runbook (YAML), or the organisation file")
    .option("-o, --output <file>", "write to this file, which must not exist")
    .option("--write", "replace the file itself")
    .action((file, options) => done(import("../commands/migrate.ts").then((m) => m.migrate(io, file, options))));
}
