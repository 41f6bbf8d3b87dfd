import { isScalar } from "yaml";
import type { MigrationEditor, YamlEntry } from "./editor.ts";
import { quoted } from "./editor.ts";

const idForm = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;
const reserved: ReadonlySet<string> = new Set(["and", "or", "not"]);

const isId = (id: string): boolean => idForm.test(id) && !reserved.has(id);

/** Replaces ids that are no ids in wct, and all references to them. The old id becomes the artifact's name. */
export function renameIds(editor: MigrationEditor): void {
  const top = editor.document.contents;
  const artifacts = editor.entry(top, "artifacts", null);
  const entries = editor.entries(artifacts?.pair.value, artifacts ?? null);
  const taken = new Set(entries.map(({ key }) => key));
  const names = new Map<string, string>();
  for (const entry of entries) {
    if (isId(entry.key)) continue;
    const id = freeId(entry.key, taken);
    taken.add(id);
    names.set(entry.key, id);
    editor.rename(entry, id, `id "${entry.key}" is now "${id}"`);
    if (isScalar(entry.pair.key)) delete entry.pair.key.type;
    const own = editor.resolve(entry.pair.value);
    if (editor.entry(own, "name", entry) === undefined && hasItems(own)) own.items.unshift(nameOf(editor, entry.key));
  }
  if (names.size > 0) for (const node of references(editor, entries)) renameAt(editor, node, names);
}

const hasItems = (value: unknown): value is { items: unknown[] } =>
  typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items);

const nameOf = (editor: MigrationEditor, text: string) => editor.document.createPair("name", quoted(text));

function freeId(written: string, taken: ReadonlySet<string>): string {
  const plain = written
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_-]+/g, "_")
    .slice(0, 100);
  const base = /^[A-Za-z_]/.test(plain) && !reserved.has(plain) ? plain : `_${plain}`;
  let id = base;
  for (let next = 2; taken.has(id); next++) id = `${base}_${next}`;
  return id;
}

/** Returns every node that holds the id of an artifact. */
function references(editor: MigrationEditor, artifacts: readonly YamlEntry[]): readonly unknown[] {
  const top = editor.document.contents;
  const outputs = editor.entries(editor.entry(top, "outputs", null)?.pair.value, null);
  const ofOutputs = outputs.map((one) => editor.entry(one.pair.value, "artifact", one)?.pair.value);
  const ofArtifacts = artifacts.flatMap((artifact) => {
    const inputs = editor.entry(artifact.pair.value, "inputs", artifact)?.pair.value;
    const child = editor.entry(artifact.pair.value, "child_runbook", artifact)?.pair.value;
    const mapped = ["input_mapping", "output_mapping"].flatMap((key) =>
      editor.entries(editor.entry(child, key, artifact)?.pair.value, artifact).map(({ pair }) => pair.value),
    );
    return [inputs, ...editor.items(inputs), ...mapped];
  });
  return [...ofOutputs, ...ofArtifacts];
}

function renameAt(editor: MigrationEditor, node: unknown, names: ReadonlyMap<string, string>): void {
  if (!isScalar(node)) return;
  const id = names.get(String(node.value));
  if (id !== undefined) editor.setScalar(node, id, `reference to "${String(node.value)}" is now "${id}"`);
}
