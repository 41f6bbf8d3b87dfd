import { isMap, isSeq } from "yaml";
import type { MigrationEditor, YamlEntry } from "./editor.ts";

const parties: Readonly<Record<string, string>> = {
  data_controller: "controller",
  joint_controller: "joint_controllers",
  representatives: "representatives",
  dpo: "dpo",
};
const partyKeys = ["name", "address", "email", "telephone"];
const partyRenames: Readonly<Record<string, string>> = { contact_email: "email", phone: "telephone" };

/** Migrates the organisation's declarations into the file that gdpr_article_30 reads. */
export function migrateOrganisation(editor: MigrationEditor): void {
  const top = editor.document.contents;
  for (const entry of editor.entries(top, null)) {
    const key = Object.hasOwn(parties, entry.key) ? parties[entry.key] : undefined;
    if (entry.key === "privacy_contact") {
      editor.ask(
        entry,
        '"privacy_contact" has no equivalent and is removed',
        "name this contact as email of the controller or dpo",
      );
      editor.remove(entry, 'removed "privacy_contact"');
    } else if (entry.key === "data_retention") migrateRetention(editor, entry);
    else if (key !== undefined) {
      if (key !== entry.key) editor.rename(entry, key, `"${entry.key}" is now "${key}"`);
      migrateParties(editor, entry, key);
    }
  }
}

function migrateParties(editor: MigrationEditor, entry: YamlEntry, key: string): void {
  const value = editor.resolve(entry.pair.value);
  if (isSeq(value)) for (const item of value.items) migrateParty(editor, item, entry);
  else migrateParty(editor, value, entry);
  // There could be only one.
  if (key === "joint_controllers" && isMap(value)) entry.pair.value = editor.document.createNode([value]);
}

function migrateParty(editor: MigrationEditor, value: unknown, parent: YamlEntry): void {
  for (const entry of editor.entries(value, parent)) {
    const key = Object.hasOwn(partyRenames, entry.key) ? partyRenames[entry.key] : undefined;
    if (key !== undefined) editor.rename(entry, key, `"${entry.key}" is now "${key}"`);
    else if (!partyKeys.includes(entry.key)) {
      editor.ask(
        entry,
        `"${entry.key}: ${shown(editor.plain(entry))}" has no equivalent and is removed`,
        'add it to "name" or "address" if the record needs it',
      );
      editor.remove(entry, `removed "${entry.key}"`);
    }
  }
}

const shown = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** The general rule and its exceptions become one list, in which * stands for all other categories. */
function migrateRetention(editor: MigrationEditor, entry: YamlEntry): void {
  const general = editor.entry(entry.pair.value, "general_rule", entry);
  const exceptions = editor.entry(entry.pair.value, "exceptions", entry);
  const rules = [
    ...(general === undefined ? [] : [{ category: "*", period: String(editor.plain(general)) }]),
    ...editor
      .entries(exceptions?.pair.value, entry)
      .map((one) => ({ category: one.key, period: String(editor.plain(one)) })),
  ];
  editor.rename(entry, "retention", '"data_retention" is now the list "retention"');
  entry.pair.value = editor.document.createNode(rules);
  const hint = "write the categories of wct, as `wct rulesets local/personal_data/1.0.0` lists them";
  if (exceptions !== undefined) editor.ask(entry, "exceptions of retention have categories in other words", hint);
}
