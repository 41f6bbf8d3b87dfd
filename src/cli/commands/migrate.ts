import { type Migrated, migrateFile } from "../../app/migrate/index.ts";
import { readText } from "../../app/places/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, diagnosticsJson, type MigrationShape, plural, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { reportDiagnostics } from "../report.ts";

interface MigrateOptions extends GlobalOptions {
  readonly output?: string;
  readonly write?: boolean;
}

/**
 * Runs `wct migrate`: prints the migrated file on stdout unless it is written, and on stderr what only a person can do.
 */
export async function migrate(io: Io, file: string, options: MigrateOptions): Promise<number> {
  const { output, write = false, json = false, quiet = false } = options;
  if (write && output !== undefined) {
    throw wctError("WCT_USAGE", {
      message: "--write and --output exclude each other",
      hint: "choose one of them",
    });
  }
  // The lines of the original, which --write replaces.
  const before = readText(io.cwd, file);
  const migrated = migrateFile(io, file, { output, write });
  const { changes, manual, text, written } = migrated;
  if (json) await io.stdout.write(`${JSON.stringify(answerOf(migrated))}\n`);
  else if (written === null && !write) await io.stdout.writeData(text);
  if (manual.length > 0 && !quiet) {
    const source = (name: string) => (name === file ? before : readText(io.cwd, name));
    await reportDiagnostics(io, manual, { json: false, source, color: options.color });
  }
  if (options.verbose) {
    const lines = changes.map(({ message, location: { line, column } }) =>
      safeText(`${file}:${line}:${column}: ${message}`),
    );
    await io.stderr.write(lines.map((line) => `${line}\n`).join(""));
  }
  if (!quiet) await io.stderr.write(`${safeText(summary(file, migrated))}\n`);
  return 0;
}

function summary(file: string, { changes, manual, written }: Migrated): string {
  const left = manual.length === 0 ? "" : `, ${manual.length} left to do by hand`;
  if (changes.length === 0) return `${file}: nothing to migrate${left}`;
  const where = written === null ? "" : `; wrote ${written}, check it with \`wct validate ${written}\``;
  return `${file}: ${plural(changes.length, "change")}${left}${where}`;
}

function answerOf({ text, written, changes, manual }: Migrated): MigrationShape {
  return {
    apiVersion,
    kind: "Migration",
    text,
    written,
    changes: changes.map(({ message, location: { line, column } }) => ({ line, column, message })),
    manual: diagnosticsJson(manual).diagnostics,
  };
}
