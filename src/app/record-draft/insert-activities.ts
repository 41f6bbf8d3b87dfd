import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isScalar, isSeq, type Node, parseAllDocuments, type YAMLSeq } from "yaml";

/** The new text of a file, or why it cannot be changed. */
export type Inserted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string; readonly hint: string };

/**
 * Adds entries at the end of `activities` in the text of an organisation file. Everything else stays byte for byte:
 * comments, order, quotes, line ends. `entries` are lines of YAML from the dash on.
 */
export function insertActivities(text: string, entries: readonly (readonly string[])[]): Inserted {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  const [document, ...others] = Array.isArray(documents) ? documents : [];
  if (others.length > 0) return refuse("has several YAML documents", "keep the organisation in the first one");
  if (document !== undefined && document.errors.length > 0)
    return refuse("is not well-formed YAML", "see `wct validate`");
  const spot = spotIn(text, document);
  if (typeof spot === "string") return refuse(spot, "write `activities:` as a list with a dash for each entry");
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = entries.flatMap((entry, i) => [
    ...(i > 0 || spot.hasEntries ? [""] : []),
    ...entry.map((line) => (line === "" ? "" : `${" ".repeat(spot.indent)}${line}`)),
  ]);
  const before = spot.text.slice(0, spot.at);
  const start = before === "" || before.endsWith("\n") ? "" : end;
  const added = `${start}${[...spot.head, ...lines].join(end)}${end}`;
  const changed = `${before}${added}${spot.text.slice(spot.at)}`;
  return isOnlyLonger(document, changed, entries.length)
    ? { ok: true, text: changed }
    : refuse("has activities in a form that cannot be extended", "write them as a list with a dash for each entry");
}

const refuse = (problem: string, hint: string): Inserted => ({ ok: false, problem, hint });

/** Where entries are inserted. */
interface Spot {
  /** The text of the file, without an empty list. */
  readonly text: string;
  readonly at: number;
  /** Lines before the entries. */
  readonly head: readonly string[];
  /** Spaces before each dash. */
  readonly indent: number;
  readonly hasEntries: boolean;
}

const key = "activities";

/** Returns what is wrong with the file instead, if no entry can be inserted. */
function spotIn(text: string, document: Document.Parsed | undefined): Spot | string {
  const root = document?.contents ?? null;
  const atEnd = { text, at: text.length, indent: 2, hasEntries: false };
  if (root === null || (isScalar(root) && root.value === null)) return { ...atEnd, head: [`${key}:`] };
  if (!isMap(root)) return "is not a map of keys";
  if (root.flow === true) return "is written in braces";
  const pair = root.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (pair === undefined) {
    // An end of document (`...`) may follow the last key.
    return { ...atEnd, at: endOfLines(text, root.range?.[1] ?? text.length, 0), head: ["", `${key}:`] };
  }
  const value = pair.value as Node | null;
  if (isSeq(value) && value.flow !== true && value.items.length > 0) return afterLast(text, value);
  const isEmpty = isSeq(value) ? value.items.length === 0 : value === null || (isScalar(value) && value.value === null);
  if (!isEmpty) return "has activities that are not a list with dashes";
  return emptyList(text, pair.key as Node, value);
}

function afterLast(text: string, list: YAMLSeq): Spot {
  const last = list.items.at(-1) as Node | null;
  const token = list.srcToken;
  const indent = token?.type === "block-seq" ? token.indent : 2;
  const at = endOfLines(text, last?.range?.[1] ?? text.length, indent);
  return { text, at, head: [], indent, hasEntries: true };
}

/** `activities:`, `activities: []` and `activities: null` lose their value. A comment behind it stays. */
function emptyList(text: string, name: Node, value: Node | null): Spot {
  const colon = text.indexOf(":", name.range?.[1] ?? 0) + 1;
  const end = Math.max(colon, value?.range?.[1] ?? colon);
  const without = `${text.slice(0, colon)}${text.slice(end)}`;
  return { text: without, at: lineEnd(without, colon), head: [], indent: 2, hasEntries: false };
}

/**
 * Returns the offset behind the line of `from`, and behind the comments that belong to it because they are indented
 * deeper than the entries.
 */
function endOfLines(text: string, from: number, indent: number): number {
  // The range of a block ends at the begin of the next line.
  const isAtStart = from > 0 && text[from - 1] === "\n";
  let at = isAtStart ? from : lineEnd(text, from);
  let next = at;
  while (next < text.length) {
    const end = lineEnd(text, next);
    const line = text.slice(next, end).trimEnd();
    const isComment = /^\s*#/.test(line) && line.length - line.trimStart().length > indent;
    if (line !== "" && !isComment) break;
    next = end;
    if (isComment) at = end;
  }
  return at;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at + 1;
}

/** Whether the changed text means what the text meant, and has so many activities more. */
function isOnlyLonger(before: Document.Parsed | undefined, changed: string, more: number): boolean {
  const [after] = parseAllDocuments(changed);
  if (after === undefined || !("errors" in after) || after.errors.length > 0) return false;
  const { [key]: had, ...rest } = recordOf(before?.toJS({ maxAliasCount: 100 }));
  const { [key]: has, ...same } = recordOf(after.toJS({ maxAliasCount: 100 }));
  const earlier = Array.isArray(had) ? had : [];
  if (!Array.isArray(has) || has.length !== earlier.length + more) return false;
  return isDeepStrictEqual(rest, same) && isDeepStrictEqual(earlier, has.slice(0, earlier.length));
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
