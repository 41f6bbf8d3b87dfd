import type { Entity, TypeFamily } from "../../rules/index.ts";

/** What the model looks at: the words of a column's name, and the table around it. */
export interface ModelledColumn {
  /** Without the prefix of the table. */
  readonly words: readonly string[];
  readonly family: TypeFamily;
  readonly entity: Pick<Entity, "person" | "isThing" | "columns" | "words">;
}

/** Features as texts, each once. */
export interface Features {
  /** Of the name, the type, and what the table is about. */
  readonly own: readonly string[];
  /** Of the name of the table and those of the columns near it. */
  readonly around: readonly string[];
}

const shortestPart = 3;
const longestPart = 5;
const manyWords = 4;
/** Columns on each side that count: in a wide table, all others would outweigh the column's own name. */
const near = 10;
/** Shorter words of other columns say nothing: `a`, `aa`, codes of languages. */
const shortestNeighbour = 3;

/**
 * Returns the features of a column. Parts of words let the model know words that it never saw, such as compounds and
 * inflections; the name of the table and those of the columns near it say what kind of table it is.
 */
export function featuresOf(column: ModelledColumn): Features {
  return { own: [...ownFeatures(column)], around: [...tableFeatures(column), ...neighbours(column)] };
}

function ownFeatures({ words, family, entity }: ModelledColumn): ReadonlySet<string> {
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
  return features;
}

function addParts(features: Set<string>, word: string): void {
  const marked = `^${word}$`;
  for (let size = shortestPart; size <= longestPart; size++)
    for (let at = 0; at + size <= marked.length; at++) features.add(`part=${marked.slice(at, at + size)}`);
}

/** The last word of a table's name says what a row is. */
function tableFeatures({ entity: { words } }: ModelledColumn): ReadonlySet<string> {
  return new Set([...words.map((word) => `table=${word}`), `tlast=${words.at(-1) ?? ""}`]);
}

function neighbours({ words, entity: { columns } }: ModelledColumn): ReadonlySet<string> {
  const name = words.join(" ");
  const at = columns.findIndex((column) => column.join(" ") === name);
  const features = new Set<string>();
  const add = (kind: string, column: readonly string[] | undefined): void => {
    for (const word of column ?? [])
      if (word.length >= shortestNeighbour && !words.includes(word)) features.add(`${kind}=${word}`);
  };
  for (const column of columns.slice(Math.max(0, at - near), Math.max(0, at) + near + 1)) add("beside", column);
  if (at >= 0) {
    add("before", columns[at - 1]);
    add("behind", columns[at + 1]);
  }
  return features;
}

/** Returns a number from 0 to 2^32 - 1 for a feature (FNV-1a over UTF-16 units); the same on every machine. */
export function keyOf(feature: string): number {
  let key = 0x811c9dc5;
  for (let at = 0; at < feature.length; at++) key = Math.imul(key ^ feature.charCodeAt(at), 0x01000193);
  return key >>> 0;
}
