import type { Entity, TypeFamily } from "../../rules/index.ts";

/** What the model looks at: the words of a column's name, and the table around it. */
export interface ModelledColumn {
  /** Without the prefix of the table. */
  readonly words: readonly string[];
  readonly family: TypeFamily;
  readonly entity: Pick<Entity, "person" | "isThing" | "columns">;
}

const shortestPart = 3;
const longestPart = 5;
const manyWords = 4;

/**
 * Returns the features of a column as texts, each once. Parts of words let it know words that it never saw, such as
 * compounds and inflections; the names of the other columns say what kind of table it is.
 */
export function featuresOf({ words, family, entity }: ModelledColumn): readonly string[] {
  const table = `${entity.person}${entity.isThing ? ",thing" : ""}`;
  const features = new Set(["bias", `family=${family}`, `person=${entity.person}`, `thing=${entity.isThing}`]);
  for (const word of words) features.add(`word=${word}`).add(`word=${word},${table}`);
  const last = words.at(-1) ?? "";
  features
    .add(`last=${last}`)
    .add(`last=${last},${family}`)
    .add(`first=${words[0] ?? ""}`);
  features.add(`count=${Math.min(manyWords, words.length)}`);
  for (const word of words) addParts(features, word);
  addSiblings(features, words, entity.columns);
  return [...features];
}

function addParts(features: Set<string>, word: string): void {
  const marked = `^${word}$`;
  for (let size = shortestPart; size <= longestPart; size++)
    for (let at = 0; at + size <= marked.length; at++) features.add(`part=${marked.slice(at, at + size)}`);
}

function addSiblings(features: Set<string>, words: readonly string[], columns: Entity["columns"]): void {
  const own = new Set(words);
  for (const column of columns) for (const word of column) if (!own.has(word)) features.add(`beside=${word}`);
  const name = words.join(" ");
  const at = columns.findIndex((column) => column.join(" ") === name);
  if (at < 0) return;
  for (const word of columns[at - 1] ?? []) features.add(`before=${word}`);
  for (const word of columns[at + 1] ?? []) features.add(`behind=${word}`);
}

/** Returns a number from 0 to 2^32 - 1 for a feature (FNV-1a over UTF-16 units); the same on every machine. */
export function keyOf(feature: string): number {
  let key = 0x811c9dc5;
  for (let at = 0; at < feature.length; at++) key = Math.imul(key ^ feature.charCodeAt(at), 0x01000193);
  return key >>> 0;
}
