import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { type Diagnostic, diagnostic, type SourceRange } from "../../diagnostics/index.ts";
import { hasTightLists, withoutListPadding } from "./flow-style.ts";

/** A change that needs no further action, at its place in the original file. */
export interface MigrationChange {
  readonly message: string;
  readonly location: SourceRange;
}

/** An entry of a mapping, and the entry that contains the mapping. */
export interface YamlEntry {
  readonly map: YAMLMap;
  readonly pair: Pair;
  readonly key: string;
  readonly parent: YamlEntry | null;
}

/** Changes a YAML document and keeps its comments and its order. Locations are those of the original. */
export class MigrationEditor {
  readonly document: Document.Parsed;
  readonly changes: MigrationChange[] = [];
  readonly manual: Diagnostic[] = [];
  /** Whether the text differs from the original. */
  isEdited = false;
  readonly #file: string;
  readonly #text: string;
  readonly #lines = new LineCounter();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.document = parseDocument(text, { lineCounter: this.#lines, keepSourceTokens: true });
  }

  /** Returns the changed text, or the original one if nothing was changed. */
  text(): string {
    if (!this.isEdited) return this.#text;
    const indentSeq = !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(this.#text);
    const text = this.document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: true });
    const tight = hasTightLists(this.#text) ? withoutListPadding(text) : text;
    return this.#text.includes("\r\n") ? tight.replaceAll(/\r?\n/g, "\r\n") : tight;
  }

  /** Returns the entries of a mapping; none if the value is something else. */
  entries(value: unknown, parent: YamlEntry | null): readonly YamlEntry[] {
    const map = this.resolve(value);
    if (!isMap(map)) return [];
    return map.items.flatMap((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : null;
      return key === null || key === "<<" ? [] : [{ map, pair, key, parent }];
    });
  }

  entry(value: unknown, key: string, parent: YamlEntry | null): YamlEntry | undefined {
    return this.entries(value, parent).find((one) => one.key === key);
  }

  /** Follows an alias to the node that it stands for. */
  resolve(value: unknown): unknown {
    return isAlias(value) ? value.resolve(this.document) : value;
  }

  /** Returns the plain value of an entry. */
  plain({ pair }: YamlEntry): unknown {
    const value = this.resolve(pair.value);
    if (isScalar(value)) return value.value;
    return isMap(value) || isSeq(value) ? value.toJS(this.document) : value;
  }

  items(value: unknown): YAMLSeq["items"] {
    const list = this.resolve(value);
    return isSeq(list) ? list.items : [];
  }

  /** Replaces the value of a scalar. It keeps its comment and, if the new value is a text, its quotes. */
  setScalar(node: unknown, value: string | number | boolean, message: string): void {
    const scalar = this.resolve(node);
    if (!isScalar(scalar)) return;
    this.#changed(message, scalar);
    scalar.value = value;
    if (typeof value !== "string") delete scalar.type;
  }

  rename({ pair }: YamlEntry, key: string, message: string): void {
    if (!isScalar(pair.key)) return;
    this.#changed(message, pair.key);
    pair.key.value = key;
  }

  /** Removes an entry. Its comments move to the next entry, or to the end of the mapping. */
  remove(entry: YamlEntry, message: string | null): void {
    const { map, pair } = entry;
    if (message !== null) this.#changed(message, pair.key);
    const at = map.items.indexOf(pair);
    if (at < 0) return;
    map.items.splice(at, 1);
    const kept = isScalar(pair.key) ? pair.key.commentBefore : undefined;
    if (kept === undefined || kept === null) return;
    const next = map.items[at]?.key;
    if (isScalar(next)) next.commentBefore = joined(kept, next.commentBefore);
    else map.comment = joined(map.comment, kept);
  }

  /** Adds an entry after another one, or at the end. */
  add(map: YAMLMap, key: string, value: unknown, after?: Pair): void {
    const pair = this.document.createPair(key, value);
    const at = after === undefined ? -1 : map.items.indexOf(after);
    if (at < 0) map.items.push(pair);
    else map.items.splice(at + 1, 0, pair);
  }

  /** Records a change that another method cannot express. */
  changed(message: string, at: YamlEntry): void {
    this.#changed(message, at.pair.key);
  }

  /**
   * Records what only a person can do: as a comment above the entry, or above the nearest one in block style, and as a
   * diagnostic at the entry's place in the original.
   */
  ask(entry: YamlEntry, message: string, hint: string): void {
    const location = this.#rangeOf(entry.pair.key);
    const found = diagnostic("WCT_MIGRATE_MANUAL", { severity: "warning", message, hint, location });
    this.manual.push(this.#holdsSecret(location.line) ? { ...found, hidesSource: true } : found);
    const key = placeForComment(entry).pair.key;
    if (!isScalar(key)) return;
    const lines = wrapped(`MIGRATE: ${message}: ${hint}`);
    // An earlier migration may have written it; the library attaches it to another node then.
    if (flat(this.#text.replace(/^\s*#/gm, " ")).includes(flat(lines))) return;
    key.commentBefore = joined(key.commentBefore, lines);
    this.isEdited = true;
  }

  /** A line with a password or an address of a server is not shown. */
  #holdsSecret(line: number): boolean {
    const start = this.#lines.lineStarts[line - 1] ?? 0;
    const text = this.#text.slice(start, this.#lines.lineStarts[line] ?? undefined);
    return /pass|secret|token|credential|:\/\/|\bur[il]\b|[-_]?key\b|(?<![a-z])pwd?(?![a-z])/i.test(text);
  }

  #changed(message: string, node: unknown): void {
    this.isEdited = true;
    this.changes.push({ message, location: this.#rangeOf(node) });
  }

  #rangeOf(node: unknown): SourceRange {
    const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
    const [start, end] = range ?? [0, 0];
    const [from, to] = [this.#lines.linePos(start), this.#lines.linePos(end)];
    const own = { line: Math.max(1, from.line), column: Math.max(1, from.col) };
    return { file: this.#file, ...own, endLine: Math.max(1, to.line), endColumn: Math.max(1, to.col) };
  }
}

/** In flow style, as in `{ a: 1 }`, there is no room for comments. */
function placeForComment(entry: YamlEntry): YamlEntry {
  let place = entry;
  for (let one: YamlEntry | null = entry; one !== null; one = one.parent) {
    if (one.map.flow && one.parent !== null) place = one.parent;
  }
  return place;
}

const joined = (a: string | null | undefined, b: string | null | undefined): string =>
  [a, b].filter((part) => part !== null && part !== undefined && part !== "").join("\n");

const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

const longestLine = 96;

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > longestLine) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => ` ${one}`).join("\n");
}

/** Creates a scalar in double quotes, for texts with characters that mean something in YAML. */
export function quoted(value: string): Scalar {
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
