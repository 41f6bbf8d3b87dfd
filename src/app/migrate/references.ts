import type { MigrationEditor, YamlEntry } from "./editor.ts";
import { rulesetNames, schemaNames } from "./names.ts";

/** Rewrites `name` and `name/version` as `name:version`, with the name that the schema has in wct. */
export function migrateSchema(editor: MigrationEditor, entry: YamlEntry): void {
  const written = editor.plain(entry);
  if (typeof written !== "string" || /^[^/]+:\d+\.\d+\.\d+$/.test(written) || written.includes("${")) return;
  const slash = written.lastIndexOf("/");
  const [name, version] = slash < 0 ? [written, "1.0.0"] : [written.slice(0, slash), written.slice(slash + 1)];
  const known = Object.hasOwn(schemaNames, name) ? schemaNames[name] : undefined;
  const reference = `${known ?? name}:${known === undefined ? version : "1.0.0"}`;
  if (known === undefined)
    editor.ask(
      entry,
      `wct has no schema "${name}"`,
      "choose one that `wct schemas` lists, or load a plugin that has it",
    );
  editor.setScalar(entry.pair.value, reference, `schema "${written}" is now "${reference}"`);
}

/** Rewrites the name or URI of a ruleset. */
export function migrateRuleset(editor: MigrationEditor, entry: YamlEntry): void {
  const written = editor.plain(entry);
  if (typeof written !== "string" || written.includes("${") || /\.ya?ml$/.test(written)) return;
  const [, name = written] = /^(?:[^/]+\/)?([^/]+?)(?:\/\d+\.\d+\.\d+)?$/.exec(written) ?? [];
  const known = Object.hasOwn(rulesetNames, name) ? rulesetNames[name] : undefined;
  if (known === written || /^local\/gdpr_classes\/1\.0\.0$/.test(written)) return;
  if (known !== undefined) editor.setScalar(entry.pair.value, known, `ruleset "${written}" is now "${known}"`);
  else
    editor.ask(
      entry,
      `wct has no ruleset "${written}"`,
      "write its rules into a YAML file that extends a ruleset of wct, and name the file here",
    );
}
