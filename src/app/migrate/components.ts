import { nearest } from "../../diagnostics/index.ts";
import type { ComponentEntry } from "./component-entry.ts";
import { migrateConnector } from "./connectors.ts";
import type { MigrationEditor, YamlEntry } from "./editor.ts";
import { knownKeys, processorAdvice, processorNames } from "./names.ts";
import type { PathContext } from "./paths.ts";
import { migrateAnalyser } from "./processors.ts";

/** Migrates the type and the properties of a connector or processor. Types that wct has stay as they are. */
export function migrateComponent(editor: MigrationEditor, place: ComponentEntry, context: PathContext): void {
  const { artifact, component, kind } = place;
  for (const entry of editor.entries(component.pair.value, component)) {
    if ((knownKeys.component as readonly string[]).includes(entry.key)) continue;
    const near = nearest(entry.key, knownKeys.component);
    const hint =
      near === undefined
        ? "nothing is needed unless it was meant to have an effect"
        : `write "${near}" if that was meant`;
    editor.ask(
      entry,
      `"${kind}" of artifact "${artifact.key}" had the key "${entry.key}", which was ignored and is removed`,
      hint,
    );
    editor.remove(entry, `removed "${entry.key}" of artifact "${artifact.key}"`);
  }
  const type = editor.entry(component.pair.value, "type", component);
  const written = type === undefined ? null : editor.plain(type);
  if (type === undefined || typeof written !== "string") return;
  if (kind === "source") migrateConnector(editor, { ...place, type }, context);
  else migrateProcessor(editor, { ...place, type }, written);
}

function migrateProcessor(
  editor: MigrationEditor,
  place: ComponentEntry & { readonly type: YamlEntry },
  written: string,
): void {
  const { type } = place;
  const plain = written.replace(/_analy[sz]er$/, "");
  if (plain === "source_code") {
    passOn(editor, place);
    return;
  }
  const known = Object.hasOwn(processorNames, plain) ? processorNames[plain] : undefined;
  if (known !== undefined) {
    if (known !== written) editor.setScalar(type.pair.value, known, `processor "${written}" is now "${known}"`);
    migrateAnalyser(editor, place, known);
    return;
  }
  const advice = Object.hasOwn(processorAdvice, plain) ? processorAdvice[plain] : undefined;
  if (advice !== undefined) editor.ask(type, `wct has no processor "${written}"`, advice);
}

/** wct reads source code as text, so what follows reads the source itself. */
function passOn(editor: MigrationEditor, { artifact, component }: ComponentEntry): void {
  editor.remove(component, "removed the processor source_code_analyser: analysers of wct read source code as text");
  const schema = editor.entry(artifact.pair.value, "output_schema", artifact);
  if (schema !== undefined) editor.remove(schema, null);
}
