import { isMap } from "yaml";
import type { Entry, MigrationEditor } from "./editor.ts";

/** The source or processor of an artifact. */
export interface ComponentEntry {
  readonly artifact: Entry;
  readonly component: Entry;
  readonly kind: "source" | "process";
}

/** Returns the properties of a component; undefined if it has none, or something else. */
export function propertiesOf(editor: MigrationEditor, component: Entry): Entry | undefined {
  const properties = editor.entry(component.pair.value, "properties", component);
  return properties !== undefined && isMap(editor.resolve(properties.pair.value)) ? properties : undefined;
}
