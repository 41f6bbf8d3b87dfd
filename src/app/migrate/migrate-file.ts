import { dirname, resolve } from "node:path";
import { isMap } from "yaml";
import { type Diagnostic, WctError, wctError } from "../../diagnostics/index.ts";
import { createFile, errnoOf, replaceFile, writeFailure } from "../../files/index.ts";
import { readDocument } from "../../runbook/index.ts";
import type { Host } from "../host/index.ts";
import { readRunbook } from "../plan/index.ts";
import { type MigrationChange, MigrationEditor } from "./editor.ts";
import { migrateOrganisation } from "./organisation.ts";
import { migrateRunbook } from "./runbook.ts";
import { migrateSecrets } from "./secrets.ts";

export interface MigrationRequest {
  /** The file to write, which must not exist. */
  readonly output?: string | undefined;
  /** Whether the migrated file is replaced. By default nothing is written. */
  readonly write?: boolean | undefined;
}

export interface Migrated {
  /** The whole migrated file; the original if nothing was changed. */
  readonly text: string;
  /** The file that was written; null if none was. */
  readonly written: string | null;
  readonly changes: readonly MigrationChange[];
  /** What only a person can do, in the order of the original. */
  readonly manual: readonly Diagnostic[];
}

/**
 * Migrates a runbook or an organisation file of waivern-compliance. Throws WCT_RUNBOOK_NOT_FOUND, the errors of the
 * YAML, WCT_MIGRATE_UNKNOWN if the file is neither, and WCT_MIGRATE_EXISTS if the output exists.
 */
export function migrateFile(host: Host, file: string, { output, write = false }: MigrationRequest = {}): Migrated {
  const bytes = readRunbook(host.cwd, file);
  const { problems } = readDocument({ file, bytes });
  // A key that is written twice is an error here too: the ancestor took the last one, which may not be the one meant.
  const [first, ...rest] = problems.map(
    ({ code, message, hint, location }): Diagnostic => ({
      ...{ code, severity: "error", message, location },
      ...(hint === undefined ? {} : { hint }),
    }),
  );
  if (first !== undefined) throw new WctError([first, ...rest]);
  const editor = new MigrationEditor(file, new TextDecoder().decode(bytes));
  migrate(editor, { file, cwd: host.cwd });
  const text = editor.text();
  const written = write ? file : (output ?? null);
  const writes = written !== null && (editor.isEdited || !write);
  if (writes) writeText(host.cwd, written, text, { replace: write });
  return {
    text,
    written: writes ? written : null,
    changes: inOrder(editor.changes),
    manual: inOrder(editor.manual),
  };
}

function migrate(editor: MigrationEditor, { file, cwd }: { readonly file: string; readonly cwd: string }): void {
  const top = editor.document.contents;
  const has = (key: string): boolean => editor.entry(top, key, null) !== undefined;
  const context = { cwd, folder: dirname(resolve(cwd, file)) };
  if (isMap(top) && has("artifacts")) {
    migrateRunbook(editor, context);
    migrateSecrets(editor);
    return;
  }
  if (isMap(top) && (has("data_controller") || has("controller"))) {
    migrateOrganisation(editor);
    return;
  }
  const isOlder = ["execution", "connectors", "analysers"].some(has);
  throw wctError("WCT_MIGRATE_UNKNOWN", {
    message: `"${file}" is neither a runbook nor an organisation file of waivern-compliance: it has no "artifacts"`,
    hint: isOlder
      ? "this is an older format of lists of connectors and analysers; write each of them as an artifact"
      : "name the runbook, which has the key artifacts, or the organisation file, which has data_controller",
  });
}

const inOrder = <T extends { readonly location?: Diagnostic["location"] }>(all: readonly T[]): readonly T[] =>
  all.toSorted(
    (a, b) =>
      (a.location?.line ?? 0) - (b.location?.line ?? 0) || (a.location?.column ?? 0) - (b.location?.column ?? 0),
  );

/** Writes the whole file or nothing: an interruption or a full disk leaves what was there. */
function writeText(cwd: string, file: string, text: string, { replace }: { readonly replace: boolean }): void {
  const path = resolve(cwd, file);
  try {
    if (replace) replaceFile(path, text);
    else createFile(path, text);
  } catch (cause) {
    if (errnoOf(cause) === "EEXIST") {
      throw wctError("WCT_MIGRATE_EXISTS", {
        message: `"${file}" exists`,
        hint: "choose another file with -o, or replace the runbook with --write",
      });
    }
    const { why, hint } = writeFailure(cause);
    throw wctError("WCT_EXPORT_WRITE_FAILED", { message: `"${file}" ${why}`, hint, cause });
  }
}
