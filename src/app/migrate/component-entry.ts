import { isMap } from "yaml";
import type { MigrationEditor, YamlEntry } from "./editor.ts";

/** The source or processor of an artifact. */
export interface ComponentEntry {
  readonly artifact: YamlEntry;
  readonly component: YamlEntry;
  readonly kind: "source" | "process";
}

/** Returns the properties of a component; undefined if it has none, or something else. */
export function propertiesOf(editor: MigrationEditor, component: YamlEntry): YamlEntry | undefined {
  const properties = editor.entry(component.pair.value, "properties", component);
  return properties !== undefined && isMap(editor.resolve(properties.pair.value)) ? properties : undefined;
}
