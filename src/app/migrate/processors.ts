import { isMap } from "yaml";
import { type ComponentEntry, propertiesOf } from "./component-entry.ts";
import type { MigrationEditor, YamlEntry } from "./editor.ts";
import { migrateRuleset } from "./references.ts";

/** Migrates the properties of an analyser or classifier that wct has. */
export function migrateAnalyser(editor: MigrationEditor, { component }: ComponentEntry, type: string): void {
  const properties = propertiesOf(editor, component);
  const map = editor.resolve(properties?.pair.value);
  if (properties === undefined || !isMap(map)) return;
  for (const entry of editor.entries(map, properties)) {
    switch (entry.key) {
      case "pattern_matching":
        migrateMatching(editor, entry, type);
        break;
      case "llm_validation":
        migrateValidation(editor, entry);
        break;
      case "source_code_context_window":
        editor.remove(entry, 'removed "source_code_context_window": evidence has the line of each match');
        break;
      case "ruleset":
        migrateRuleset(editor, entry);
        break;
      default:
    }
  }
  if (map.items.length === 0 && isMap(properties.map)) editor.remove(properties, null);
}

/** Options of the matching are properties of the analyser itself. */
function migrateMatching(editor: MigrationEditor, matching: YamlEntry, type: string): void {
  const inner = editor.entries(matching.pair.value, matching);
  const most = inner.find(({ key }) => key === "maximum_evidence_count");
  const ruleset = inner.find(({ key }) => key === "ruleset");
  const count = most === undefined ? undefined : Number(editor.plain(most));
  if (type === "personal_data" && count !== undefined && Number.isInteger(count)) {
    editor.add(matching.map, "evidence", { max_per_finding: count }, matching.pair);
  }
  if (ruleset !== undefined) {
    migrateRuleset(editor, ruleset);
    editor.add(matching.map, "ruleset", ruleset.pair.value, matching.pair);
  }
  const kept = new Set(["ruleset", ...(type === "personal_data" ? ["maximum_evidence_count"] : [])]);
  const dropped = inner.filter(({ key }) => !kept.has(key)).map(({ key }) => key);
  const without = dropped.length === 0 ? "" : `, without ${dropped.join(", ")}`;
  editor.remove(matching, `"pattern_matching" is now written as properties of "${type}"${without}`);
}

function migrateValidation(editor: MigrationEditor, validation: YamlEntry): void {
  const enabled = editor.entry(validation.pair.value, "enable_llm_validation", validation);
  const isOn = enabled !== undefined && /^(?:true|yes|on|1)$/i.test(String(editor.plain(enabled)));
  if (isOn) {
    editor.ask(
      validation,
      "wct has no validation of findings by a language model",
      "raise min_score, or list known exceptions under `allow`, if there are too many findings",
    );
  }
  editor.remove(validation, 'removed "llm_validation"');
}
