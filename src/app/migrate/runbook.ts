import { isMap } from "yaml";
import { nearest } from "../../diagnostics/index.ts";
import { migrateComponent } from "./components.ts";
import type { MigrationEditor, YamlEntry } from "./editor.ts";
import { renameIds } from "./ids.ts";
import { knownKeys } from "./names.ts";
import { migratePath, type PathContext } from "./paths.ts";
import { migrateSchema } from "./references.ts";

/** Migrates a runbook. What both formats have stays as it is. */
export function migrateRunbook(editor: MigrationEditor, context: PathContext): void {
  const top = editor.document.contents;
  renameIds(editor);
  const framework = editor.entry(top, "framework", null);
  if (framework !== undefined) {
    editor.ask(
      framework,
      `"framework" has no equivalent`,
      "make the record with an artifact of the processor gdpr_article_30, and export it with `wct export RUN`",
    );
    editor.remove(framework, 'removed "framework"');
  }
  const config = editor.entry(top, "config", null);
  if (config !== undefined) migrateConfig(editor, config, context);
  for (const input of editor.entries(editor.entry(top, "inputs", null)?.pair.value, null)) migrateInput(editor, input);
  const artifacts = editor.entry(top, "artifacts", null);
  for (const artifact of editor.entries(artifacts?.pair.value, artifacts ?? null)) {
    migrateArtifact(editor, artifact, context);
  }
  removeUnknown(editor, editor.entries(top, null), knownKeys.top, "the runbook");
}

function migrateConfig(editor: MigrationEditor, config: YamlEntry, context: PathContext): void {
  for (const entry of editor.entries(config.pair.value, config)) {
    switch (entry.key) {
      case "max_child_depth":
        editor.remove(entry, 'removed "max_child_depth", which had no effect');
        break;
      case "timeout":
      case "max_concurrency":
      case "cost_limit":
        migrateNumber(editor, entry);
        break;
      case "template_paths":
        for (const item of editor.items(entry.pair.value)) migratePath(editor, { ...entry, node: item }, context);
        break;
      default:
    }
  }
  removeUnknown(editor, editor.entries(config.pair.value, config), knownKeys.config, '"config"');
}

/** Numbers could be in quotes, and 0 was accepted where it makes no sense. */
function migrateNumber(editor: MigrationEditor, entry: YamlEntry): void {
  const value = editor.plain(entry);
  if (typeof value === "string" && /^\d+(?:\.\d+)?$/.test(value)) {
    editor.setScalar(entry.pair.value, Number(value), `"${entry.key}" is now a number`);
  }
  const isZero = Number(editor.plain(entry)) === 0 && entry.key !== "cost_limit" && editor.plain(entry) !== null;
  if (isZero || editor.plain(entry) === null) editor.remove(entry, `removed "${entry.key}", which has no valid value`);
}

/** Texts such as "true" counted as booleans. */
function migrateFlag(editor: MigrationEditor, entry: YamlEntry): void {
  const value = editor.plain(entry);
  const known: Readonly<Record<string, boolean>> = {
    ...{ true: true, yes: true, on: true, y: true, t: true, "1": true },
    ...{ false: false, no: false, off: false, n: false, f: false, "0": false },
  };
  if (typeof value === "boolean") return;
  const flag = known[String(value).toLowerCase()];
  if (flag !== undefined) editor.setScalar(entry.pair.value, flag, `"${entry.key}" is now ${flag}`);
}

function migrateInput(editor: MigrationEditor, input: YamlEntry): void {
  const entries = editor.entries(input.pair.value, input);
  for (const entry of entries) {
    if (entry.key === "input_schema") {
      editor.rename(entry, "schema", '"input_schema" is now "schema"');
      migrateSchema(editor, entry);
    } else if (entry.key === "sensitive") {
      editor.remove(entry, 'removed "sensitive", which had no effect');
    } else if (entry.key === "default") {
      if (editor.plain(entry) !== null)
        editor.ask(
          entry,
          "the default of an input was never applied and is removed",
          "map the input in the including runbook",
        );
      editor.remove(entry, 'removed "default"');
    } else if (entry.key === "optional") migrateFlag(editor, entry);
  }
  removeUnknown(
    editor,
    editor.entries(input.pair.value, input),
    [...knownKeys.input, "input_schema"],
    `input "${input.key}"`,
  );
}

function migrateKey(editor: MigrationEditor, entry: YamlEntry): void {
  switch (entry.key) {
    case "transform":
      editor.rename(entry, "process", '"transform" is now "process"');
      break;
    case "merge":
      editor.remove(entry, 'removed "merge": several inputs are joined');
      break;
    case "execute":
      editor.remove(entry, 'removed "execute", which had no effect');
      break;
    case "output":
    case "optional":
      migrateFlag(editor, entry);
      break;
    case "output_schema":
      migrateSchema(editor, entry);
      break;
    default:
  }
}

function migrateArtifact(editor: MigrationEditor, artifact: YamlEntry, context: PathContext): void {
  const value = artifact.pair.value;
  for (const entry of editor.entries(value, artifact)) migrateKey(editor, entry);
  removeEmpty(editor, artifact);
  const source = editor.entry(value, "source", artifact);
  const process = editor.entries(value, artifact).find(({ pair }) => String(pair.key) === "process");
  const reuse = editor.entry(value, "reuse", artifact);
  if (source !== undefined && process !== undefined) {
    editor.ask(
      process,
      `the processor beside a source was ignored and is removed`,
      "make another artifact if it is needed",
    );
    editor.remove(process, 'removed "process" beside "source"');
  }
  if (source !== undefined) migrateComponent(editor, { artifact, component: source, kind: "source" }, context);
  else if (process !== undefined) migrateComponent(editor, { artifact, component: process, kind: "process" }, context);
  if (reuse !== undefined) migrateReuse(editor, artifact, reuse);
  const child = editor.entry(value, "child_runbook", artifact);
  if (child !== undefined) migrateChild(editor, artifact, child);
  removeUnknown(editor, editor.entries(value, artifact), knownKeys.artifact, `artifact "${artifact.key}"`);
}

/** A key without a value counted as a key that is not there. */
function removeEmpty(editor: MigrationEditor, artifact: YamlEntry): void {
  for (const entry of editor.entries(artifact.pair.value, artifact)) {
    if (editor.plain(entry) === null) editor.remove(entry, `removed "${entry.key}", which has no value`);
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function migrateReuse(editor: MigrationEditor, artifact: YamlEntry, reuse: YamlEntry): void {
  const from = editor.entry(reuse.pair.value, "from_run", reuse);
  if (from !== undefined && uuid.test(String(editor.plain(from))))
    editor.ask(
      from,
      "a run of waivern-compliance cannot be reused",
      "name a run of wct, as `wct runs` lists it, or make the artifact again",
    );
  removeUnknown(
    editor,
    editor.entries(reuse.pair.value, reuse),
    knownKeys.reuse,
    `"reuse" of artifact "${artifact.key}"`,
  );
}

/** Only `input_mapping` decided which artifacts a child got; wct also wants them as inputs. */
function migrateChild(editor: MigrationEditor, artifact: YamlEntry, child: YamlEntry): void {
  const mapping = editor.entry(child.pair.value, "input_mapping", child);
  const mapped = [...new Set(editor.entries(mapping?.pair.value, child).map((one) => String(editor.plain(one))))];
  const inputs = editor.entry(artifact.pair.value, "inputs", artifact);
  const written = inputs === undefined ? [] : [editor.plain(inputs)].flat().map(String);
  if (inputs !== undefined && mapped.length > 0 && !isSameSet(mapped, written)) {
    editor.changed('"inputs" now lists the artifacts of "input_mapping"', inputs);
    inputs.pair.value = editor.document.createNode(mapped, { flow: true });
  }
  const where = `"child_runbook" of artifact "${artifact.key}"`;
  removeUnknown(editor, editor.entries(child.pair.value, child), knownKeys.child_runbook, where);
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === new Set(b).size && a.every((one) => b.includes(one));

/** Unknown keys were ignored without a message, so a misspelt one had no effect. */
export function removeUnknown(
  editor: MigrationEditor,
  entries: readonly YamlEntry[],
  known: readonly string[],
  where: string,
): void {
  for (const entry of entries) {
    const key = String(entry.pair.key);
    if (known.includes(key) || key.startsWith("x-") || !isMap(entry.map) || !entry.map.items.includes(entry.pair))
      continue;
    const near = nearest(key, known);
    editor.ask(
      entry,
      `${where} had the key "${key}", which was ignored and is removed`,
      near === undefined
        ? "nothing is needed unless it was meant to have an effect"
        : `write "${near}" if that was meant`,
    );
    editor.remove(entry, `removed "${key}" of ${where}`);
  }
}
