import { isMap, isScalar, isSeq } from "yaml";
import type { MigrationEditor, YamlEntry } from "./editor.ts";

const secretKey =
  /(?:^|[-_])(?:pw|pwd|passwd|password|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?)$/i;
const credentialsInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]+:[^\s/@]+@/i;
const variable = /\$\{[A-Za-z_][A-Za-z0-9_]*[^}]*\}/;

/** Replaces secrets that are written in the file by variables, because a runbook may be shared. */
export function migrateSecrets(editor: MigrationEditor): void {
  visit(editor, editor.document.contents, null);
}

function visit(editor: MigrationEditor, node: unknown, parent: YamlEntry | null): void {
  if (isSeq(node)) for (const item of node.items) visit(editor, item, parent);
  if (!isMap(node)) return;
  for (const entry of editor.entries(node, parent)) {
    const { value } = entry.pair;
    if (isScalar(value) && isSecret(entry.key, value.value)) replaceSecret(editor, entry);
    else visit(editor, value, entry);
  }
}

const isSecret = (key: string, value: unknown): boolean =>
  typeof value === "string" &&
  value !== "" &&
  !variable.test(value) &&
  (secretKey.test(key) || credentialsInUrl.test(value));

function replaceSecret(editor: MigrationEditor, entry: YamlEntry): void {
  const name = entry.key
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  const shown = /^[A-Z]/.test(name) ? name : `SECRET_${name}`;
  editor.ask(
    entry,
    `the value of "${entry.key}" was written in the file`,
    `set the variable ${shown}, and change the secret`,
  );
  editor.setScalar(entry.pair.value, `\${${shown}}`, `the value of "${entry.key}" is now a variable`);
}
